// SPDX-License-Identifier: LGPL-2.1-or-later
import type { Shelf } from "../../library/library";
import { displaced, offerOf, sourcesOf } from "./libraries";

function shelf(folder: string, parts: Partial<Shelf> = {}): Shelf {
    return { folder, exists: true, apps: 1, unreleased: 0, hidden: [], broken: [], ...parts };
}

test("what admins have added comes first, what ships last", () => {
    expect(sourcesOf(["/b", "/a"], "/data-folder", ["/home", "/usr"]).map(({ folder, origin }) => `${origin} ${folder}`))
        .toEqual([
            "configured /b", "configured /a", "own /data-folder/library/apps", "data /data/library/apps",
            "shipped /home", "shipped /usr",
        ]);
});

test("missing libraries are in the list, but for places where this package could have been", () => {
    const sources = sourcesOf(["/a"], "/root", ["/home", "/usr"]);
    const shelves = sources.map(({ folder }) => shelf(folder, { exists: folder === "/usr" }));
    const { libraries } = offerOf(sources, { apps: [], broken: [], shelves });
    expect(libraries.map(({ folder, origin, exists }) => [folder, origin, exists])).toEqual([
        ["/a", "configured", false], ["/root/library/apps", "own", false], ["/data/library/apps", "data", false],
        ["/usr", "shipped", true],
    ]);
});

test("a library takes the place of each app of others once", () => {
    const shelves = [
        shelf("/a"), shelf("/b", { hidden: [{ name: "x", by: "/a" }, { name: "y", by: "/a" }] }),
        shelf("/c", { hidden: [{ name: "x", by: "/a" }, { name: "z", by: "/b" }] }),
    ];
    expect(displaced(shelves, "/a")).toEqual(["x", "y"]);
    expect(displaced(shelves, "/b")).toEqual(["z"]);
    expect(displaced(shelves, "/c")).toEqual([]);
});
