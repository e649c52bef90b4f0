// SPDX-License-Identifier: LGPL-2.1-or-later
/** The libraries of this server in the order in which they are searched, and who put each there. */
import type { AppDefinition, BrokenApp } from "../../library/definition";
import type { Catalogue, Shelf } from "../../library/library";

export type Origin =
    | "configured" // by an admin, in the configuration
    | "own" // below our data folder
    | "data" // where Websoft9 keeps its library
    | "shipped"; // part of this package

export interface Source { folder: string, origin: Origin }

/** A library, and what it brings to the store. */
export interface Library extends Shelf { origin: Origin }

/** What the store shows. */
export interface Offer {
    /** Released apps only, by title. */
    apps: AppDefinition[];
    broken: BrokenApp[];
    /** In the order in which they are searched. */
    libraries: Library[];
}

/** `root` is the data folder; of the folders of the library that ships any may be missing. */
export function sourcesOf(configured: readonly string[], root: string, shipped: readonly string[]): Source[] {
    return [
        ...configured.map((folder): Source => ({ folder, origin: "configured" })),
        { folder: `${root}/library/apps`, origin: "own" },
        { folder: "/data/library/apps", origin: "data" },
        ...shipped.map((folder): Source => ({ folder, origin: "shipped" })),
    ];
}

/** `catalogue` is what was read of these sources. */
export function offerOf(sources: readonly Source[], { apps, broken, shelves }: Catalogue): Offer {
    const libraries = shelves.map((shelf, index): Library =>
        ({ ...shelf, origin: sources[index]?.origin ?? "configured" }));
    // This package is in one of the places that Cockpit knows: the other places do not matter.
    return { apps, broken, libraries: libraries.filter(({ exists, origin }) => exists || origin !== "shipped") };
}

/** Apps of libraries after it that this one takes the place of. */
export function displaced(libraries: readonly Shelf[], folder: string): string[] {
    return [...new Set(libraries.flatMap(({ hidden }) => hidden.flatMap(({ name, by }) => by === folder ? [name] : [])))];
}
