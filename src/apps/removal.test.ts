// SPDX-License-Identifier: LGPL-2.1-or-later
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeMachine } from "../machine/node";
import { pathsBelow } from "./paths";
import { listBelongings, parseBelongings, removeBelongings } from "./removal";

test("kind, size and name of each", () => {
    expect(parseBelongings([
        "container - blog", "network - appmanage-blog", "volume 4096 blog_data",
        "folder 12 /var/lib/appmanage/apps/blog", "bind - /srv/my data", "",
    ].join("\n"))).toEqual([
        { kind: "container", name: "blog", size: null },
        { kind: "network", name: "appmanage-blog", size: null },
        { kind: "volume", name: "blog_data", size: 4096 },
        { kind: "folder", name: "/var/lib/appmanage/apps/blog", size: 12 },
        { kind: "bind", name: "/srv/my data", size: null },
    ]);
});

test("what is no such line is nothing", () => {
    expect(parseBelongings("volume blog\nthing - x\n  \nvolume 1k x\n")).toEqual([]);
});

describe("a docker that goes away", () => {
    const path = process.env.PATH;
    const machine = nodeMachine();
    let folder = "";

    /** It has a container and a network of the app, maybe a volume, and is gone as soon as this is asked of it. */
    function dockerUntil(asked: string, volume = "") {
        const docker = join(folder, "docker");
        writeFileSync(docker, `#!/bin/sh
case "$1 $2 " in "${asked} "*) : >"$0.gone" ;; esac
[ ! -e "$0.gone" ] || { echo "Cannot connect to the Docker daemon" >&2; exit 1; }
case "$1 $2 $4" in
"ps "*) echo c1 ;;
"network ls "*) echo appmanage-blog ;;
"volume ls "*) echo "${volume && "data "}${volume}" ;;
"compose "*) echo data ;;
esac
`);
        chmodSync(docker, 0o755);
        process.env.PATH = `${folder}:${path ?? ""}`;
    }

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "removal-"));
        mkdirSync(join(folder, "apps/blog"), { recursive: true });
        mkdirSync(join(folder, "jobs/blog"), { recursive: true });
    });
    afterEach(() => {
        process.env.PATH = path;
        rmSync(folder, { recursive: true });
    });

    const removed = (data: boolean) => removeBelongings(machine, pathsBelow(folder), "blog", { data, seconds: 1 });
    const listed = () => listBelongings(machine, pathsBelow(folder), "blog");

    test.each([
        "ps -aq", "volume ls", "stop -t", "container rm", "network ls", "network rm", "volume rm",
    ])("at %s leaves a removal undone", async asked => {
        for (const volume of asked === "volume rm" ? ["blog_data"] : ["", "blog_data"]) {
            dockerUntil(asked, volume);
            await expect(removed(true)).rejects.toThrow("Cannot connect");
            expect(existsSync(join(folder, "apps/blog"))).toBe(true);
            rmSync(join(folder, "docker.gone"));
        }
    });

    test.each(["stop -t", "network ls", "network rm"])("at %s leaves one that keeps the data undone", async asked => {
        dockerUntil(asked);
        await expect(removed(false)).rejects.toThrow("Cannot connect");
    });

    test.each(["ps -aq", "inspect --format", "network ls", "volume ls"])("at %s tells no half of the list", async asked => {
        dockerUntil(asked);
        await expect(listed()).rejects.toThrow("Cannot connect");
    });

    test("not at all has everything removed", async () => {
        dockerUntil("nothing", "blog_data");
        expect((await listed()).map(({ name }) => name))
            .toEqual(["appmanage-blog", "blog_data", join(folder, "apps/blog"), join(folder, "jobs/blog")]);
        await removed(true);
        expect(existsSync(join(folder, "apps/blog"))).toBe(false);
    });
});
