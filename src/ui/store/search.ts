// SPDX-License-Identifier: LGPL-2.1-or-later
/** Finding apps in the store: each app once made ready to be searched, since every letter typed asks all of them. */
import type { AppDefinition } from "../../library/definition";
import { libraryOf } from "../../library/library";
import { localized } from "../words/localized";

export interface Entry {
    app: AppDefinition;
    /** Folder of the library that it is of. */
    library: string;
    title: string;
    summary: string;
    /** Lower case. */
    titleText: string;
    /** All that is searched, lower case, in the language of the page and in English. */
    text: string;
}

/** Sorted by title in that language. */
export function entriesOf(apps: readonly AppDefinition[], language: string): Entry[] {
    const order = new Intl.Collator(language.replace("_", "-"), { numeric: true });
    return apps.map(app => {
        const title = localized(app.title, language) || app.trademark || app.name;
        const summary = localized(app.summary, language);
        return {
            app,
            library: libraryOf(app.folder),
            title,
            summary,
            titleText: title.toLocaleLowerCase(),
            text: [title, app.trademark, app.name, summary, app.title.en, app.summary.en]
                    .join("\n").toLocaleLowerCase(),
        };
    }).sort((a, b) => order.compare(a.title, b.title));
}

/** Those that have every word; titles that begin with the text come first, then those that contain it. */
export function found(entries: readonly Entry[], asked: string, category: string): Entry[] {
    const text = asked.trim().toLocaleLowerCase();
    const words = text.split(/\s+/);
    const hits = entries.filter(entry =>
        (category === "" || entry.app.categories.includes(category))
        && words.every(word => entry.text.includes(word)));
    if (text === "")
        return hits;
    const rank = (entry: Entry): number =>
        entry.titleText.startsWith(text) || entry.app.name === text ? 0 : entry.titleText.includes(text) ? 1 : 2;
    return hits.map(entry => ({ entry, rank: rank(entry) })).sort((a, b) => a.rank - b.rank).map(({ entry }) => entry);
}

/** How many apps each category has, most first. */
export function categoryCounts(apps: readonly AppDefinition[]): [category: string, count: number][] {
    const counts = new Map<string, number>();
    for (const app of apps) {
        for (const category of new Set(app.categories))
            counts.set(category, (counts.get(category) ?? 0) + 1);
    }
    return [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b));
}
