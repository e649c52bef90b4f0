// SPDX-License-Identifier: LGPL-2.1-or-later
// Our own style sheets use nothing that the browsers of build.js don't know. PatternFly's are what they are.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * CSS that is newer than Chrome 117, Firefox 121 or Safari 16.4, and that esbuild does not rewrite. What only makes the
 * page faster (content-visibility) is not among it.
 */
const tooNew = [
    [/@scope\b/, "Chrome 118, Firefox 146, Safari 17.4"],
    [/@starting-style\b/, "Firefox 129, Safari 17.5"],
    [/@property\b/, "Firefox 128"],
    [/@position-try\b|\banchor-name\s*:|\bposition-anchor\s*:|\banchor\(/, "Chrome 125, Firefox 147, Safari 26"],
    [/\blight-dark\(/, "Chrome 123, Safari 17.5"],
    [/\bfield-sizing\s*:/, "Chrome 123, Safari 26.2"],
    [/\binterpolate-size\s*:|\bcalc-size\(/, "Chrome 129"],
    [/\banimation-timeline\s*:|\bview-timeline/, "Safari 26"],
    [/\btransition-behavior\s*:|\ballow-discrete\b/, "Firefox 129, Safari 17.4"],
    [/\btext-wrap(-style)?\s*:\s*(balance|pretty|stable)/, "Safari 17.5"],
    [/\balign-content\s*:[^;]*;[^}]*display\s*:\s*block/, "Chrome 123, Firefox 125, Safari 17.4"],
    [/:(popover-open|user-valid|user-invalid|dir\()/, "Safari 17 and others"],
    [/::(details-content|highlight\()/, "Chrome 131, Firefox 140"],
    [/\b(if|sibling-index|sibling-count|random)\(/, "Chrome 137"],
    [/\bstyle\(--/, "Firefox 151"],
];

function faultsOf(css) {
    const plain = css.replace(/\/\*[\s\S]*?\*\//g, "");
    return tooNew.filter(([pattern]) => pattern.test(plain)).map(([pattern, since]) => `${pattern.source}: ${since}`);
}

const root = join(import.meta.dirname, "..", "src");
const sheets = readdirSync(root, { recursive: true }).filter(name => name.endsWith(".css"));

test("there are style sheets to look at", () => {
    expect(sheets.length).toBeGreaterThan(5);
});

test.each(sheets)("%s has nothing that the build's browsers don't know", name => {
    expect(faultsOf(readFileSync(join(root, name), "utf8"))).toEqual([]);
});

test("finds what is too new, and nothing in comments", () => {
    expect(faultsOf(".a { color: light-dark(#000, #fff); } /* @scope */")).toHaveLength(1);
    expect(faultsOf("@starting-style { .a { opacity: 0; } }")).toHaveLength(1);
    expect(faultsOf(".a:has(> b) { display: grid; grid-template-columns: subgrid; }")).toEqual([]);
});
