// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * What a compose file makes Compose read besides itself, and whether any of it lies outside of the app's own folder.
 * `docker compose config` has read and merged it by the time it prints anything, so it can't be asked: this reads the
 * file, and rather finds too much in it than too little.
 */
import { interpolated, unknownVariables, variablesOf } from "./interpolation";
import type { YamlNode } from "./yaml";

export type FilesRead =
    /** A path, an address, or a text of variables that may be either. */
    | { is: "outside", path: string }
    /** Why it is not certain what Compose reads, in English. */
    | { is: "unclear", why: string }
    /** Paths from the folder: all, and those of compose files, which name more in turn. */
    | { is: "within", paths: ReadonlySet<string>, composeFiles: ReadonlySet<string> };

/** Keys that name files, wherever they are: Compose may come to know them in other places. */
const fileKeys: ReadonlySet<string> = new Set(["extends", "env_file", "label_file"]);
/** Those of them, and of what they and `include` have, whose values are no compose files. */
const otherKeys: ReadonlySet<string> = new Set(["env_file", "label_file", "project_directory", "service"]);

/** No app has so many. */
const mostNames = 1000;

/** The variables of `env` are put in their places; without it a path with a variable may be anything. */
export async function filesRead(compose: string, env: string | undefined): Promise<FilesRead> {
    // The parser is large, and needed for an installation only.
    const { readYaml } = await import("./yaml");
    const read = await readYaml(compose);
    if ("unclear" in read)
        return { is: "unclear", why: read.unclear };
    const variables = env === undefined ? unknownVariables : variablesOf(env);
    const named = namesIn(read.documents);
    const composeFiles = new Set<string>();
    const paths = new Set<string>();
    const all = [...named.composeFiles, ...named.others];
    if (all.length > mostNames)
        return { is: "unclear", why: "too many files" };
    for (const text of all) {
        const expanded = interpolated(text, variables);
        const path = expanded === undefined ? undefined : withinFolder(expanded);
        if (path === undefined)
            return { is: "outside", path: expanded ?? text };
        if (path === "")
            continue;
        paths.add(path);
        if (named.composeFiles.has(text))
            composeFiles.add(path);
    }
    return { is: "within", paths, composeFiles };
}

type Role = "composeFiles" | "others";

/** Every node is looked at once in each role, however many aliases stand for it. */
function namesIn(documents: readonly YamlNode[]): Record<Role, ReadonlySet<string>> {
    const names = { composeFiles: new Set<string>(), others: new Set<string>() };
    const values = { composeFiles: new Set<YamlNode>(), others: new Set<YamlNode>() };
    // A set also goes through what is added on the way.
    const all = new Set(documents);
    for (const node of all) {
        for (const child of childrenOf(node))
            all.add(child);
        for (const { key, value } of node.kind === "mapping" ? node.pairs : []) {
            if (fileKeys.has(key))
                // A service that is extended by its name alone is one of the same file.
                values[otherKeys.has(key) || (key === "extends" && value.kind === "scalar") ? "others" : "composeFiles"].add(value);
        }
    }
    for (const value of documents.flatMap(included))
        values.composeFiles.add(value);
    for (const role of ["composeFiles", "others"] as const) {
        for (const node of values[role]) {
            if (node.kind === "scalar")
                names[role].add(node.text);
            for (const { key, value } of node.kind === "mapping" ? node.pairs : [])
                values[otherKeys.has(key) ? "others" : role].add(value);
            for (const item of node.kind === "sequence" ? node.items : [])
                values[role].add(item);
        }
    }
    return names;
}

function childrenOf(node: YamlNode): YamlNode[] {
    switch (node.kind) {
    case "scalar": return [];
    case "sequence": return node.items;
    case "mapping": return node.pairs.map(({ value }) => value);
    }
}

/** Compose knows `include` at the top of a file only, where it may be merged, too. */
function included(document: YamlNode): YamlNode[] {
    const found: YamlNode[] = [];
    const merged = new Set([document]);
    for (const node of merged) {
        for (const { key, value } of node.kind === "mapping" ? node.pairs : []) {
            if (key === "include")
                found.push(value);
            if (key === "<<")
                (value.kind === "sequence" ? value.items : [value]).forEach(one => merged.add(one));
        }
    }
    return found;
}

/**
 * The path from the folder, "" for the folder itself; undefined for one from the root, out of the folder or to a home, an
 * address as Compose's own loaders take them, and what another system takes for one.
 */
function withinFolder(path: string): string | undefined {
    if (/^[/~]|^[^/]*:|^github\.com\/|\.git(?:[#?]|$)|[\\\p{Cc}]/iu.test(path))
        return undefined;
    const parts: string[] = [];
    for (const part of path.split("/")) {
        if (part === ".." && parts.pop() === undefined)
            return undefined;
        if (part !== "" && part !== "." && part !== "..")
            parts.push(part);
    }
    return parts.join("/");
}
