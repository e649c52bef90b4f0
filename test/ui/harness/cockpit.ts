// SPDX-License-Identifier: LGPL-2.1-or-later
/** Cockpit's library for the page in a bare browser: the location of the window, and what the address asks for. */
import * as z from "zod";
import fake from "../../fakes/cockpit";

const wanted = new URLSearchParams(window.location.search);

type Options = Record<string, string | string[]>;

const catalogue = z.record(z.string(), z.array(z.string()));
const translations = catalogue.parse(JSON.parse(document.getElementById("catalogue")?.textContent ?? "{}"));
const language = wanted.get("lang") ?? "en";

function translated(key: string, form = 0): string | undefined {
    return language === "en" ? undefined : translations[key]?.[form];
}

function hashUrl(): URL {
    return new URL(window.location.hash.slice(1) || "/", "http://x");
}

function encode(path: string | string[], options: Options = {}): string {
    const parts = typeof path === "string" ? path.split("/").filter(Boolean) : path;
    const query = new URLSearchParams(Object.entries(options).map(([key, value]) => [key, String(value)])).toString();
    return `/${parts.map(encodeURIComponent).join("/")}${query && `?${query}`}`;
}

const location = {
    get href() { return hashUrl().pathname + hashUrl().search; },
    get path() { return hashUrl().pathname.split("/").filter(Boolean).map(decodeURIComponent); },
    get options() { return Object.fromEntries(hashUrl().searchParams); },
    go(path: string | string[], options?: Options) { window.location.hash = encode(path, options); },
    replace(path: string | string[], options?: Options) { window.location.replace(`#${encode(path, options)}`); },
    encode,
};

const events = new EventTarget();
window.addEventListener("hashchange", () => events.dispatchEvent(new Event("locationchanged")));

export default {
    ...fake,
    language,
    language_direction: wanted.get("dir") ?? "ltr",
    gettext: (...words: string[]) => translated(words.join("\u0004")) ?? words.at(-1) ?? "",
    ngettext: (singular: string, plural: string, count: number) =>
        translated(singular) ?? (count === 1 ? singular : plural),
    location,
    addEventListener: events.addEventListener.bind(events),
    removeEventListener: events.removeEventListener.bind(events),
};
