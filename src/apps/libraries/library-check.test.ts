// SPDX-License-Identifier: LGPL-2.1-or-later
import type { BrokenApp } from "../../library/definition";
import type { Shelf } from "../../library/library";
import { findIn, keptPath } from "./library-check";

test.each([
    ["/srv/apps", "/srv/apps"], ["/srv/apps/", "/srv/apps"], [" /srv//apps/./ \n", "/srv/apps"],
    ["/srv/team/../apps", "/srv/apps"], ["/../../etc", "/etc"], ["/", "/"], ["/srv/..", "/"],
    ["/srv/with space/网", "/srv/with space/网"], ["/srv/...", "/srv/..."],
])("%j is kept as %j", (typed, path) => {
    expect(keptPath(typed)).toBe(path);
});

test.each([
    ["", "blank"], ["  ", "blank"], ["srv/apps", "not-absolute"], ["~/apps", "not-absolute"], ["./apps", "not-absolute"],
    ["https://example.com/library", "not-absolute"], ["/srv\n/apps", "not-absolute"], ["/srv\0", "not-absolute"],
])("%j is %s", (typed, fault) => {
    expect(keptPath(typed)).toEqual({ is: fault });
});

const odd: BrokenApp = { name: "odd", folder: "/new/odd", reason: { is: "no-versions" } };

function checked(parts: Partial<Shelf>) {
    const shelf = { folder: "/new", exists: true, apps: 0, unreleased: 0, hidden: [], broken: [], ...parts };
    const later = { ...shelf, folder: "/later", hidden: [{ name: "a", by: "/new" }, { name: "b", by: "/old" }] };
    return findIn({ apps: [], broken: [], shelves: [shelf, later] }, "/new", false);
}

test("counts what it brings, and what it takes the place of", () => {
    expect(checked({ apps: 3, unreleased: 2, hidden: [{ name: "c", by: "/old" }], broken: [odd] })).toEqual({
        is: "good",
        find: { folder: "/new", isWithin: false, apps: 3, unreleased: 2, hidden: 1, displaced: 1, broken: 1 },
    });
});

test.each<[string, Partial<Shelf>, string]>([
    ["only apps that others have", { hidden: [{ name: "c", by: "/old" }] }, "good"],
    ["only apps that are not released", { unreleased: 1 }, "good"],
    ["nothing", {}, "no-apps"],
    ["only broken folders", { broken: [odd] }, "only-broken"],
    [
        "what can't be read", { broken: [{ name: "/new", folder: "/new", reason: { is: "unreadable", message: "no" } }] },
        "unreadable",
    ],
])("%s is %s", (_what, parts, expected) => {
    const check = checked(parts);
    expect(check.is === "good" ? check.is : check.fault.is).toBe(expected);
});
