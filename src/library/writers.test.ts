// SPDX-License-Identifier: LGPL-2.1-or-later
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeMachine } from "../machine/node";
import { readWriters } from "./writers";

/** Below a folder with the sticky bit, as /tmp is. */
const folder = mkdtempSync(join(tmpdir(), "writers-"));
const library = join(folder, "srv", "apps");
const file = join(library, "blog", "docker-compose.yml");
const nobody = 65534;

beforeEach(() => {
    mkdirSync(join(library, "blog"), { recursive: true, mode: 0o755 });
    writeFileSync(file, "services: {}\n", { mode: 0o644 });
});
afterEach(() => rmSync(join(folder, "srv"), { recursive: true }));
afterAll(() => rmSync(folder, { recursive: true }));

const writable = async (...folders: string[]) => Object.fromEntries(await readWriters(nodeMachine(), folders));

it.each<[string, () => void, { path: string, owner: string }[]]>([
    ["only root", () => undefined, []],
    ["whoever owns a file", () => chownSync(file, nobody, 0), [{ path: file, owner: "nobody" }]],
    ["everyone, by a file", () => chmodSync(file, 0o666), [{ path: file, owner: "root" }]],
    ["everyone, by an app's folder", () => chmodSync(join(library, "blog"), 0o777),
        [{ path: join(library, "blog"), owner: "root" }]],
    ["everyone, by itself, whatever its sticky bit", () => chmodSync(library, 0o1777), [{ path: library, owner: "root" }]],
    ["a group", () => { chownSync(library, 0, nobody); chmodSync(library, 0o775); }, [{ path: library, owner: "root" }]],
    ["root's group", () => chmodSync(library, 0o775), []],
    ["whoever owns a folder above it", () => chownSync(join(folder, "srv"), nobody, 0),
        [{ path: join(folder, "srv"), owner: "nobody" }]],
    ["everyone, by a folder above it", () => chmodSync(join(folder, "srv"), 0o777), [{ path: join(folder, "srv"), owner: "root" }]],
    ["nobody by a folder with the sticky bit", () => chmodSync(join(folder, "srv"), 0o1777), []],
    ["its owner by a folder with the sticky bit", () => {
        chmodSync(join(folder, "srv"), 0o1777);
        chownSync(join(folder, "srv"), nobody, 0);
    }, [{ path: join(folder, "srv"), owner: "nobody" }]],
    ["nobody by a link's own mode", () => symlinkSync("docker-compose.yml", join(library, "blog", "link")), []],
])("a library can be changed by %s", async (_who, arrange, expected) => {
    arrange();
    expect(await writable(library)).toEqual(expected.length > 0 ? { [library]: expected } : {});
});

it("names each library's own, by the name that it was asked by, and none for what is not there", async () => {
    chmodSync(file, 0o666);
    const link = join(folder, "srv", "link");
    symlinkSync("apps", link);
    const paths = [{ path: file, owner: "root" }];
    expect(await writable(link, join(folder, "nowhere"), library)).toEqual({ [link]: paths, [library]: paths });
    expect(await writable()).toEqual({});
});
