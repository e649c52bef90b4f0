// SPDX-License-Identifier: LGPL-2.1-or-later
/** Whether the tag that a service runs stands for another image by now. */
import { askingProblems, type Answer } from "./answers";

/** `unknown` is never `current`: a registry that does not answer has said nothing. */
export const outcomes = ["current", "moved", "unknown"] as const;

/** Why it is unknown. `not-pulled`: the image that runs has no digest of a registry. */
export const unknownReasons = ["not-checked", "not-pulled", ...askingProblems] as const;

export interface TagState {
    outcome: (typeof outcomes)[number];
    /** null where the outcome is known. */
    reason: (typeof unknownReasons)[number] | null;
    /** Digest of the image that runs, null where it has none. */
    old: string | null;
    /** Digest of the image that the tag stands for, null where the registry has not said. */
    new: string | null;
    /** When the registry was asked, ISO 8601. */
    time: string | null;
}

export interface ImageState extends TagState {
    app_id: string;
    service: string;
    /** The reference as the compose file has it. */
    image: string;
}

/** A tag can move; a digest can't, and a service whose image is built has none in a registry. */
export function canMove(image: string, service: string, pull: readonly string[] | undefined): boolean {
    return image !== "" && !image.includes("@") && (pull === undefined || pull.includes(service));
}

/** Digests of an image that has these names in registries, that of the reference's repository first. */
export function digestsOf(names: readonly string[], reference: string): string[] {
    const own = `${reference.replace(/:[\w.-]+$/, "")}@`;
    const sorted = [...names.filter(name => name.startsWith(own)), ...names];
    return [...new Set(sorted.flatMap(name => /@(sha256:[0-9a-f]{64})$/.exec(name)?.[1] ?? []))];
}

/**
 * `digests` are those of the image that runs; `created` says when its container was, in seconds since 1970. What was pulled
 * after the registry answered may be newer than its answer.
 */
export function tagState(digests: readonly string[], answer: Answer | undefined, created: number): TagState {
    const [old = null] = digests;
    const unknown = (reason: NonNullable<TagState["reason"]>): TagState =>
        ({ outcome: "unknown", reason, old, new: null, time: answer?.time ?? null });
    if (answer === undefined)
        return unknown("not-checked");
    if ("problem" in answer)
        return unknown(answer.problem);
    const { digest, time } = answer;
    if (digests.includes(digest))
        return { outcome: "current", reason: null, old: digest, new: digest, time };
    if (old === null)
        return unknown("not-pulled");
    if (Date.parse(time) / 1000 < created)
        return unknown("not-checked");
    return { outcome: "moved", reason: null, old, new: digest, time };
}

const worst: Readonly<Record<TagState["outcome"], number>> = { moved: 0, unknown: 1, current: 2 };

/** Containers of one service may run different images: the one that most is to be done about stands for all. */
export function ofService<T extends TagState>(states: readonly T[]): T | undefined {
    return [...states].sort((a, b) => worst[a.outcome] - worst[b.outcome])[0];
}
