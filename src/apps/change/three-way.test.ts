// SPDX-License-Identifier: LGPL-2.1-or-later
import { filesIn } from "./staging";
import { mergedFiles } from "./three-way";

const files = (all: Record<string, string>) => new Map(Object.entries(all));
const nothing = { put: [], drop: [], own: [], conflicts: [] };

it.each([
    ["changed by the library alone", "1", "1", "2", { put: ["f"] }],
    ["changed by the admin alone", "1", "m", "1", { own: ["f"] }],
    ["changed by both", "1", "m", "2", { conflicts: ["f"] }],
    ["changed by both alike", "1", "2", "2", {}],
    ["unchanged", "1", "1", "1", {}],
    ["new in the library", undefined, undefined, "2", { put: ["f"] }],
    ["new in both", undefined, "m", "2", { conflicts: ["f"] }],
    ["gone from the library", "1", "1", undefined, { drop: ["f"] }],
    ["gone from the library, changed by the admin", "1", "m", undefined, {}],
    ["deleted by the admin alone", "1", undefined, "1", { drop: ["f"] }],
    ["deleted by the admin, changed by the library", "1", undefined, "2", { conflicts: ["f"] }],
    ["a folder or a link by now", "1", "-", "2", { conflicts: ["f"] }],
] as const)("a file that is %s", (_what, base, mine, theirs, expected) => {
    const [one, two, three] = [base, mine, theirs].map(digest => files(digest === undefined ? {} : { f: digest }));
    expect(mergedFiles(one, two ?? new Map(), three ?? new Map())).toEqual({ ...nothing, ...expected });
});

it("takes documentation and the logo from the library, whoever changed them", () => {
    expect(mergedFiles(files({ "README.md": "1" }), files({ "README.md": "m", "src/a.md": "m" }),
        files({ "README.md": "2", "variables.json": "3", "src/a.md": "4" })))
        .toEqual({ ...nothing, put: ["README.md", "variables.json"], conflicts: ["src/a.md"] });
});

it("guesses nothing of an app whose former library is not known", () => {
    expect(mergedFiles(undefined, files({ same: "1", other: "m", "logo.svg": "m" }),
        files({ same: "1", other: "2", "logo.svg": "2", added: "3" })))
        .toEqual({ ...nothing, put: ["added", "logo.svg"], conflicts: ["other"] });
});

it("reads digests, without files that are made for each app", () => {
    const digest = "0123456789abcdef".repeat(4);
    const made = `${digest}  ./.env\n${digest}  ./compose.override.yml\n`;
    expect([...filesIn(`${digest}  ./src/a b\n-  ./link\n${made}\\${digest}  ./x\n`)])
        .toEqual([["src/a b", digest], ["link", "-"]]);
});
