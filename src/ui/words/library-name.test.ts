// SPDX-License-Identifier: LGPL-2.1-or-later
import type { Library } from "../../apps/libraries/libraries";
import { libraryNames } from "./library-name";

function names(...folders: string[]): string[] {
    const libraries = folders.map((folder): Pick<Library, "folder" | "origin"> => ({ folder, origin: "configured" }));
    return folders.map(folder => libraryNames(libraries).get(folder) ?? "");
}

it.each([
    [["/srv/team/apps"], ["team"]],
    [["/srv/team/apps/"], ["team"]],
    [["/srv/docker-library"], ["docker-library"]],
    [["/data/library/apps"], ["data/library"]],
    [["/srv/a/shop", "/srv/b/shop", "/opt/b/shop"], ["a/shop", "srv/b/shop", "opt/b/shop"]],
    [["/shop", "/srv/shop"], ["shop", "srv/shop"]],
    [["/apps"], ["apps"]],
    [["/"], ["/"]],
])("%j are called %j", (folders, expected) => {
    expect(names(...folders)).toEqual(expected);
});

it("calls what is everywhere by what it is", () => {
    const libraries = [
        { folder: "/var/lib/appmanage/library/apps", origin: "own" as const },
        { folder: "/usr/share/cockpit/appmanage/library/apps", origin: "shipped" as const },
    ];
    expect([...libraryNames(libraries).values()]).toEqual(["This server", "Built-in"]);
});
