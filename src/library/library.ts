// SPDX-License-Identifier: LGPL-2.1-or-later
/** The libraries of this machine, searched in order: the first that has an app wins. */
import type { Machine } from "../machine/machine";
import { definitionOf, type AppDefinition, type BrokenApp } from "./definition";
import { largestFile, scan } from "./scan";

export interface Catalogue {
    /** Released apps only, by title. */
    apps: AppDefinition[];
    broken: BrokenApp[];
}

/** `folders` are those that hold an app's folder each, in order of precedence; missing ones are empty. */
export async function readCatalogue(machine: Machine, folders: readonly string[]): Promise<Catalogue> {
    const scans = await Promise.all(folders.map(folder => scan(machine, folder, "variables.json")));
    const seen = new Set<string>();
    const catalogue: Catalogue = { apps: [], broken: [] };
    for (const scanned of scans.flat()) {
        if ("message" in scanned) {
            const { library, message } = scanned;
            catalogue.broken.push({ name: library, folder: library, reason: { is: "unreadable", message } });
            continue;
        }
        if (seen.has(scanned.name))
            continue;
        const result = definitionOf(scanned);
        seen.add(scanned.name);
        if (result && "app" in result)
            catalogue.apps.push(result.app);
        else if (result)
            catalogue.broken.push(result.broken);
    }
    catalogue.apps.sort((a, b) => a.title.en.localeCompare(b.title.en, "en", { sensitivity: "base" }));
    return catalogue;
}

/** Logos of all apps of the libraries by the app's folder, as `data:` URLs. */
export async function readLogos(machine: Machine, folders: readonly string[]): Promise<Map<string, string>> {
    const scans = await Promise.all(folders.map(folder => scan(machine, folder, "logo.svg")));
    return new Map(scans.flat().flatMap((scanned): [string, string][] => {
        const bytes = "message" in scanned ? undefined : scanned.contents.get("logo.svg");
        return bytes && "folder" in scanned ? [[scanned.folder, svgUrl(new TextDecoder().decode(bytes))]] : [];
    }));
}

/** The logo of one app. */
export async function readLogo(machine: Machine, folder: string): Promise<string | undefined> {
    const text = await machine.read(`${folder}/logo.svg`);
    return text === null || text.length > largestFile ? undefined : svgUrl(text);
}

/** An image, not a document: in an `<img>` an SVG runs no scripts and loads nothing. */
function svgUrl(text: string): string {
    return `data:image/svg+xml,${encodeURIComponent(text)}`;
}
