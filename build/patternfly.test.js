// SPDX-License-Identifier: LGPL-2.1-or-later
import { rulesOf, selectorsOf, slim } from "./patternfly.js";

const dead = /\.dead/;
const slimmed = css => slim(css, dead).replace(/\s+/g, " ").trim();

test("cuts a sheet into rules and back", () => {
    const css = "@charset \"x{;\";/* } */a{b:c}@media all{d{e:\"}\"}f{g:h}}i{j:url('k;')}\n";
    expect(rulesOf(css)).toEqual([
        "@charset \"x{;\";", "/* } */a{b:c}", "@media all{d{e:\"}\"}f{g:h}}", "i{j:url('k;')}", "\n",
    ]);
});

test("cuts a list of selectors at its own commas", () => {
    expect(selectorsOf("a, b:is(c, d), [e=\",\"]")).toEqual(["a", " b:is(c, d)", " [e=\",\"]"]);
});

test("leaves rules that are never shown out, and selectors out of those that are", () => {
    expect(slimmed("a{b:c}.dead{d:e}f,.dead g{h:i}")).toBe("a {b:c} f {h:i}");
});

test("looks into media queries, and drops those that become empty", () => {
    expect(slimmed("@media print{.dead{a:b}}@media all{.dead{a:b}c{d:e}}")).toBe("@media all {c {d:e} }");
});

test("keeps animations, drops fonts", () => {
    expect(slimmed("@keyframes spin{from{a:b}}@font-face{src:url(x)}")).toBe("@keyframes spin{from{a:b}}");
});
