// SPDX-License-Identifier: LGPL-2.1-or-later
// PatternFly's style sheets bring every theme and an icon font. What this page never shows is left out of the bundle.

import { readFile } from "node:fs/promises";

/**
 * Themes that Cockpit doesn't have, the icon font (the page's icons are SVG), and parts of the page frame that belong
 * to the shell. PatternFly's own fonts go too: Cockpit serves them, see src/ui/page/fonts.css. The end-to-end tests look for
 * these classes in every view.
 */
export const unused = new RegExp([
    "pf-v6-theme-(?:felt|glass|high-contrast)",
    "pf-v6-pficon",
    "pf-v6-icon-(?:rh-standard|set-rh-ui)",
    "pf-v6-m-(?:ai-indicator|thinking|legacy-font)",
    "pf-v6-c-(?:compass|drawer|masthead|nav|sidebar|skip-to-content)(?![a-z-])",
].join("|"));

const comment = /\/\*[^]*?\*\//g;

/** Where the string or comment that starts at `index` ends, or `index` when none does. */
function skip(css, index) {
    if (css.startsWith("/*", index))
        return css.indexOf("*/", index + 2) + 1;
    if (css[index] === "\"" || css[index] === "'") {
        let end = index + 1;
        while (css[end] !== css[index])
            end += css[end] === "\\" ? 2 : 1;
        return end;
    }
    return index;
}

/** The rules and statements of a style sheet, one level deep; joined they are the sheet again. */
export function rulesOf(css) {
    const rules = [];
    let depth = 0;
    let start = 0;
    for (let i = 0; i < css.length; i++) {
        i = skip(css, i);
        if (css[i] === "{")
            depth++;
        const ends = css[i] === "}" ? --depth === 0 : css[i] === ";" && depth === 0;
        if (ends) {
            rules.push(css.slice(start, i + 1));
            start = i + 1;
        }
    }
    return rules.concat(css.slice(start));
}

/** The selectors of a list, cut at its own commas only: `:is(a, b)` stays whole. */
export function selectorsOf(list) {
    const selectors = [];
    let depth = 0;
    let start = 0;
    for (let i = 0; i < list.length; i++) {
        i = skip(list, i);
        if ("([".includes(list[i]))
            depth++;
        if (")]".includes(list[i]))
            depth--;
        if (list[i] === "," && depth === 0) {
            selectors.push(list.slice(start, i));
            start = i + 1;
        }
    }
    return selectors.concat(list.slice(start));
}

/** The sheet without the rules, and the selectors within rules, that match `dead`. */
export function slim(css, dead = unused) {
    return rulesOf(css).map(rule => {
        const open = rule.indexOf("{");
        const head = rule.slice(0, Math.max(open, 0)).replace(comment, "").trim();
        if (open < 0)
            return rule;
        if (/^@(?:media|supports|container|layer)\b/.test(head)) {
            const inner = slim(rule.slice(open + 1, -1), dead);
            return inner.trim() ? `${head} {${inner}}\n` : "";
        }
        if (head.startsWith("@"))
            return head === "@font-face" || dead.test(head) ? "" : rule;
        const kept = selectorsOf(head).filter(selector => !dead.test(selector));
        return kept.length ? `${kept.join(",")} ${rule.slice(open)}\n` : "";
    }).join("");
}

export const patternflyPlugin = {
    name: "patternfly",
    setup(build) {
        build.onLoad({ filter: /@patternfly[\\/](?:react-core|react-styles)[\\/].*\.css$/ }, async ({ path }) => ({
            contents: slim(await readFile(path, "utf8")),
            loader: "css",
        }));
    },
};
