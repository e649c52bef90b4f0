// SPDX-License-Identifier: LGPL-2.1-or-later
/** A disk without a free byte, or without a free inode: it can be freed from the page. */
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { World } from "./world";

const world = new World("full");
const { root } = world.paths;

const sh = (script: string, ...args: string[]) =>
    execFileSync("sh", ["-c", script, "sh", ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

/** As much as fits, down to the last block. */
const fillBytes = () => sh(`
    for size in 64k 4k 1; do
        dd if=/dev/zero bs=$size oflag=append conv=notrunc of="$1/fill" 2>/dev/null
    done || :`, root);
const fillInodes = () => sh('n=0; while true >"$1/fill$n"; do n=$((n + 1)); done 2>/dev/null || :', root);

beforeAll(() => {
    world.addApp("sleeper", "busybox", ["1.37"]);
});
afterEach(() => {
    sh('rm -f "$1"/fill*', root);
});
afterAll(async () => {
    await world.end();
});

describe.each([
    ["bytes", "size=2m", fillBytes],
    ["inodes", "nr_inodes=120", fillInodes],
])("without free %s", (name, option, fill) => {
    const id = world.id(name);

    beforeAll(async () => {
        mkdirSync(root, { recursive: true, mode: 0o700 });
        sh('mount -t tmpfs -o "$2,mode=700" appmanage-test "$1"', root, option);
        await world.install("sleeper", id, "1.37");
        await world.reaches(id, "running");
    }, 60_000);
    afterAll(() => {
        sh('umount -l "$1"', root);
    });

    it("stops, starts, restarts and uninstalls an app", async () => {
        for (const [operation, status] of [["AppStop", "stop"], ["AppStart", "running"], ["AppRestart", "running"]] as const) {
            fill();
            await world.ok(operation, { app_id: id });
            await world.reaches(id, status);
        }
        fill();
        await world.ok("AppUninstall", { app_id: id, purge: true });
        expect(await world.list()).toEqual([]);
        expect(await world.belongings(id)).toEqual([]);
    }, 120_000);
});
