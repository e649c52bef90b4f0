// SPDX-License-Identifier: LGPL-2.1-or-later
/** Versions as a library names them, which are tags of images: "7.1.0", "v2.3", "8.2-fpm", "latest". */
import type { AppDefinition } from "../../library/definition";

type Editions = AppDefinition["editions"];

function numbersOf(version: string): number[] | undefined {
    return /^v?(\d+(?:\.\d+)*)/.exec(version)?.[1]?.split(".").map(Number);
}

/** Below 0 where `one` is older; 0 where that can't be told, as of "8" and "8.2", or of names. */
export function comparedVersions(one: string, other: string): number {
    const [mine, theirs] = [numbersOf(one), numbersOf(other)];
    for (const [at, number] of mine?.entries() ?? []) {
        const against = theirs?.[at];
        if (against === undefined)
            return 0;
        if (number !== against)
            return number - against;
    }
    return 0;
}

/** The newest on offer of the edition that `version` is of; `version` itself where none is newer. */
export function newestOf(editions: Editions, version: string): string {
    const dist = (editions.find(one => one.version === version) ?? editions[0])?.dist;
    return editions.filter(one => one.dist === dist).map(one => one.version)
        .reduce((newest, one) => comparedVersions(newest, one) < 0 ? one : newest, version);
}
