// SPDX-License-Identifier: LGPL-2.1-or-later
/** An app of the library: what its folder and `variables.json` say. */
import * as z from "../machine/zod";
import { plainWords } from "./plain-words";
import { largestFile, type ScannedFolder } from "./scan";
import { utf8 } from "../machine/utf8";

/** A text by language, in gettext's names; English is always there. */
export interface Localized { en: string, [language: string]: string | undefined }

export interface Requirements {
    /** Cores. */
    cpu: number;
    /** Bytes. */
    memory: number;
    /** Bytes. */
    disk: number;
}

export interface AppDefinition {
    /** Its folder's name: what AppInstall's `app_name` takes. */
    name: string;
    trademark: string;
    /** Path of its folder. */
    folder: string;
    /** Versions in the library's order, with the edition each is of. */
    editions: { version: string, dist: string }[];
    requirements: Requirements;
    title: Localized;
    summary: Localized;
    description: Localized;
    categories: string[];
    website: string;
    documentation: string;
    hasLogo: boolean;
    /** Labels for user-settable variables, by key. */
    settingLabels: Record<string, Localized>;
}

export type BrokenReason =
    | { is: "missing-file", file: string }
    | { is: "too-large", file: string }
    | { is: "not-text", file: string } // no UTF-8
    | { is: "not-json", message: string }
    | { is: "bad-shape", path: string, message: string }
    | { is: "leaves-folder", file: string } // a file of the format, or the folder itself (""), that is a symbolic link
    | { is: "unreadable", message: string } // a whole library, by the name of its folder
    | { is: "bad-name" }
    | { is: "no-versions" };

/** A folder that is not a usable app, or a library that can't be read, and why. */
export interface BrokenApp {
    name: string;
    folder: string;
    reason: BrokenReason;
}

/** Characters; what is longer is cut. */
const longest = { name: 120, summary: 1000, description: 10_000 };

function localizedWords(most: number) {
    return z.union([
        z.pipe(z.string(), z.transform(en => ({ en: plainWords(en, most) }))),
        z.pipe(z.looseObject({ en: z.string() }), z.transform((texts): Localized => ({
            ...Object.fromEntries(Object.entries(texts).flatMap(([language, text]) =>
                typeof text === "string" ? [[language, plainWords(text, most)]] : [])),
            en: plainWords(texts.en, most),
        }))),
    ]);
}

/** A name of something. */
export const localized = localizedWords(longest.name);

/** A text, or a number in its place; "" if it is missing. */
const word = z.pipe(
    z.nullish(z.union([z.string(), z.pipe(z.number(), z.transform(String))])),
    z.transform(text => text?.trim() ?? ""));

const name = z.pipe(word, z.transform(text => plainWords(text, longest.name)));

/** In the unit of the format where none stands there: "1", "1.5", 1, "4GB", "512 MB", "2 cores". No word, no need. */
const amount = z.pipe(word, z.transform(text => {
    const [, number, unit = ""] = /^(\d+(?:\.\d+)?) ?(?:([mgt])i?b?|v?cpus?|cores?)?$/i.exec(text || "0") ?? [];
    return Number(number) * (binary[unit.toLowerCase()] ?? 1);
})).check(z.refine(Number.isFinite, "no number"));

/** Gibibytes. */
const binary: Readonly<Record<string, number>> = { m: 1 / 1024, g: 1, t: 1024 };

const gibibyte = 1024 ** 3;
const none: Localized = { en: "" };

/** Links that end up in `href`: nothing but the web. */
const webLink = z.catch(z.string().check(z.regex(/^https?:\/\//)), "");

const tag = z.pipe(word, z.string().check(z.regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/, "no image tag")));

/** A list, or a single text that may hold several. Blank entries are skipped. */
const versions = z.pipe(
    z.transform((value: unknown): unknown[] => [value].flat()
        .flatMap((one: unknown) => typeof one === "string" ? one.split(",") : one ?? [])
        .filter(one => typeof one !== "string" || one.trim() !== "")),
    z.array(tag));

const edition = z.object({
    dist: z.pipe(word, z.string().check(z.regex(/^[^'\\\p{Cc}]*$/u, "no plain text"))),
    version: versions,
});

const yes = ["true", "yes", "1"];
const no = ["false", "no", "0"];
const release = z.pipe(
    z.pipe(z.union([z.pipe(z.boolean(), z.transform(String)), word]), z.transform(text => text.toLowerCase()))
        .check(z.refine(text => [...yes, ...no].includes(text), "neither true nor false")),
    z.transform(text => yes.includes(text)));

/** Optional fields; ignored when malformed, as other tools may use the same key. */
const optional = <T extends z.ZodMiniType>(shape: T) => z.catch(z.optional(shape), undefined);

const variables = z.object({
    name,
    trademark: name,
    release,
    edition: z.pipe(
        z.transform((value: unknown) => value === null ? undefined : value && [value].flat()), z.optional(z.array(edition))),
    // Before there were editions.
    version: z.optional(versions),
    requirements: z.nullish(z.object({ cpu: amount, memory: amount, disk: amount })),
    title: optional(localized),
    summary: optional(localizedWords(longest.summary)),
    description: optional(localizedWords(longest.description)),
    categories: optional(z.array(z.pipe(z.string(), z.transform(text => plainWords(text, longest.name))))),
    website: optional(webLink),
    documentation: optional(webLink),
    settings: optional(z.record(z.string(), localized)),
});

const required = ["variables.json", "docker-compose.yml", ".env"];

/** The app of a scanned folder; null for one that is not released. */
export function definitionOf(scanned: ScannedFolder): { app: AppDefinition } | { broken: BrokenApp } | null {
    const { name, folder, entries, contents } = scanned;
    const broken = (reason: BrokenReason) => ({ broken: { name, folder, reason } });

    if (!/^[a-z0-9][a-z0-9._-]{0,63}$/.test(name))
        return broken({ is: "bad-name" });
    if (scanned.isLink)
        return broken({ is: "leaves-folder", file: "" });
    const description = readVariables(contents.get("variables.json"));
    // An app that is not released is not reported, even if it is broken.
    if ("value" in description && !description.value.release)
        return null;
    for (const file of required) {
        const entry = entries.get(file);
        if (!entry)
            return broken({ is: "missing-file", file });
        if (entry.type !== "f")
            return broken({ is: entry.type === "l" ? "leaves-folder" : "missing-file", file });
        if (entry.size >= largestFile)
            return broken({ is: "too-large", file });
    }
    if ("reason" in description)
        return broken(description.reason);

    const value = description.value;
    const stated = value.edition ?? [{ dist: "", version: value.version ?? [] }];
    const editions = stated.flatMap(({ dist, version }) => version.map(version => ({ version, dist })));
    const unique = editions.filter(({ version }, at) => editions.findIndex(other => other.version === version) === at);
    if (unique.length === 0)
        return broken({ is: "no-versions" });
    const trademark = value.trademark || value.name || name;
    const { cpu, memory, disk } = value.requirements ?? { cpu: 0, memory: 0, disk: 0 };
    return {
        app: {
            name,
            folder,
            trademark,
            editions: unique,
            requirements: { cpu, memory: memory * gibibyte, disk: disk * gibibyte },
            title: value.title ?? { en: trademark },
            summary: value.summary ?? none,
            description: value.description ?? none,
            categories: value.categories ?? [],
            website: value.website ?? "",
            documentation: value.documentation ?? "",
            hasLogo: entries.get("logo.svg")?.type === "f",
            settingLabels: value.settings ?? {},
        },
    };
}

function readVariables(bytes: Uint8Array | undefined): { value: z.infer<typeof variables> } | { reason: BrokenReason } {
    if (!bytes)
        return { reason: { is: "missing-file", file: "variables.json" } };
    const text = utf8(bytes);
    if (text === undefined)
        return { reason: { is: "not-text", file: "variables.json" } };
    let json: unknown;
    try {
        json = JSON.parse(text.replace(/^\uFEFF/, ""));
    } catch (error) {
        if (error instanceof SyntaxError)
            return { reason: { is: "not-json", message: error.message } };
        throw error;
    }
    const parsed = variables.safeParse(json);
    if (parsed.success)
        return { value: parsed.data };
    const issue = parsed.error.issues[0];
    return { reason: { is: "bad-shape", path: issue?.path.join(".") ?? "", message: issue?.message ?? "" } };
}
