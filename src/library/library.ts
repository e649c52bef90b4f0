// SPDX-License-Identifier: LGPL-2.1-or-later
/** The libraries of this machine, searched in order: the first that has an app wins. */
import type { Machine } from "../machine/machine";
import { definitionOf, type AppDefinition, type BrokenApp } from "./definition";
import { scan } from "./scan";

export interface Catalogue {
    /** Released apps only, by title. */
    apps: AppDefinition[];
    broken: BrokenApp[];
    /** What each library brings, in the order in which they are searched. */
    shelves: Shelf[];
}

/** What one library brings to the catalogue. */
export interface Shelf {
    /** The library's own folder. */
    folder: string;
    /** Something is there: a folder, or what can't be read. */
    exists: boolean;
    /** Apps of it that are on offer. */
    apps: number;
    /** Folders of the format that say themselves that they are not released. */
    unreleased: number;
    /** Released apps of it that are not on offer: a library before it has a folder of that name. */
    hidden: { name: string, by: string }[];
    broken: BrokenApp[];
}

/** The library that an app's folder is in. */
export function libraryOf(appFolder: string): string {
    return appFolder.slice(0, appFolder.lastIndexOf("/"));
}

/** `folders` are those that hold an app's folder each, in order of precedence; missing ones are empty. */
export async function readCatalogue(machine: Machine, folders: readonly string[]): Promise<Catalogue> {
    const scans = await Promise.all(folders.map(folder => scan(machine, folder, "variables.json")));
    const owners = new Map<string, string>();
    const apps: AppDefinition[] = [];
    const shelves = scans.map((scanned, index): Shelf => {
        const folder = folders[index] ?? "";
        const shelf: Shelf = { folder, exists: scanned !== undefined, apps: 0, unreleased: 0, hidden: [], broken: [] };
        if (scanned !== undefined && "message" in scanned) {
            const { message } = scanned;
            shelf.broken.push({ name: folder, folder, reason: { is: "unreadable", message } });
            return shelf;
        }
        for (const one of scanned ?? []) {
            const result = definitionOf(one);
            const by = owners.get(one.name);
            if (by !== undefined) {
                if (result && "app" in result)
                    shelf.hidden.push({ name: one.name, by });
                continue;
            }
            owners.set(one.name, folder);
            if (!result) {
                shelf.unreleased++;
            } else if ("app" in result) {
                shelf.apps++;
                apps.push(result.app);
            } else {
                shelf.broken.push(result.broken);
            }
        }
        return shelf;
    });
    apps.sort((a, b) => a.title.en.localeCompare(b.title.en, "en", { sensitivity: "base" }));
    return { apps, broken: shelves.flatMap(({ broken }) => broken), shelves };
}
