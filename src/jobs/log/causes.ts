// SPDX-License-Identifier: LGPL-2.1-or-later
/** The causes of failure that are known, and their words. Ids are stable: others may keep or compare them. */
import { appCauses } from "./app-causes";
import { backupCauses } from "./backup-causes";
import { hostCauses } from "./host-causes";
import { pullCauses } from "./pull-causes";

const texts = { ...pullCauses, ...hostCauses, ...appCauses, ...backupCauses };

export type CauseId = keyof typeof texts;

export interface CauseText {
    /** What happened, a sentence. */
    what: string;
    /** What to do next, one or two. */
    next: string;
}

export function isCauseId(id: string): id is CauseId {
    return Object.hasOwn(texts, id);
}

export const causeIds: readonly CauseId[] = Object.keys(texts).filter(isCauseId);

/** In English and with `$0`, `$1` for the arguments: to be translated, then filled. */
export function causeText(id: CauseId): CauseText {
    const [what, next] = texts[id];
    return { what, next };
}
