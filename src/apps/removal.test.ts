// SPDX-License-Identifier: LGPL-2.1-or-later
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeMachine } from "../machine/node";
import { pathsBelow } from "./paths";
import { fateOf, listBelongings, parseBelongings, type Belonging } from "./removal";

it("reads kind, size and name of each", () => {
    expect(parseBelongings([
        "container - blog", "network - appmanage-blog", "volume 4096 blog_data", "shared-network - appmanage-blog",
        "folder 12 /var/lib/appmanage/apps/blog", "bind - /srv/my data", "",
    ].join("\n"))).toEqual([
        { kind: "container", name: "blog", size: null },
        { kind: "network", name: "appmanage-blog", size: null },
        { kind: "volume", name: "blog_data", size: 4096 },
        { kind: "shared-network", name: "appmanage-blog", size: null },
        { kind: "folder", name: "/var/lib/appmanage/apps/blog", size: 12 },
        { kind: "bind", name: "/srv/my data", size: null },
    ]);
});

it("ignores other lines", () => {
    expect(parseBelongings("volume blog\nthing - x\n  \nvolume 1k x\n")).toEqual([]);
});

describe("what uninstalling does with", () => {
    const keep = { purge: false, images: false };
    const purge = { purge: true, images: false };
    const all = { purge: true, images: true };

    it.each<[Belonging["kind"], string, string, string]>([
        ["container", "removed", "removed", "removed"],
        ["network", "removed", "removed", "removed"],
        ["layer", "removed", "removed", "removed"],
        ["volume", "kept", "removed", "removed"],
        ["folder", "kept", "removed", "removed"],
        ["data", "kept", "removed", "removed"],
        ["image", "kept", "kept", "removed"],
        ["bind", "untouched", "untouched", "untouched"],
        ["mount", "untouched", "untouched", "untouched"],
        ["socket", "untouched", "untouched", "untouched"],
        ["shared-network", "untouched", "untouched", "untouched"],
        ["child", "untouched", "untouched", "untouched"],
    ])("%s: %s when its data is kept, %s with its data, %s with its images", (kind, ...fates) => {
        expect([keep, purge, all].map(choice => fateOf({ kind, name: "x", size: null }, choice))).toEqual(fates);
    });
});

describe("a Docker that goes away", () => {
    const path = process.env.PATH;
    let folder = "";

    /** It has a container and a network of the app, and is gone as soon as this is asked of it. */
    function dockerUntil(asked: string) {
        const docker = join(folder, "docker");
        writeFileSync(docker, `#!/bin/sh
case "$1 $2 " in "${asked} "*) : >"$0.gone" ;; esac
[ ! -e "$0.gone" ] || { echo "Cannot connect to the Docker daemon" >&2; exit 1; }
case "$1 $2 $4" in
"ps "*) echo c1 ;;
"network ls "*) echo appmanage-blog ;;
"volume ls "*) echo "data blog_data" ;;
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

    const listed = () => listBelongings(nodeMachine(), pathsBelow(folder), "blog");

    it.each(["ps -aq", "inspect --format", "network ls", "volume ls"])("tells no half of the list: %s", async asked => {
        dockerUntil(asked);
        await expect(listed()).rejects.toThrow("Cannot connect");
    });

    it("measures for no longer than it may, however many large folders there are", async () => {
        dockerUntil("nothing");
        writeFileSync(join(folder, "du"), "#!/bin/sh\nexec sleep 5\n");
        chmodSync(join(folder, "du"), 0o755);
        const begin = performance.now();
        const belongings = await listBelongings(nodeMachine(), pathsBelow(folder), "blog", 1);
        expect(belongings.map(({ size }) => size)).toEqual([null, null, null, null]);
        // Three are measured: each for five seconds without a limit.
        expect(performance.now() - begin).toBeLessThan(5000);
    });

    it("tells all of it where Docker stays", async () => {
        dockerUntil("nothing");
        expect((await listed()).map(({ name }) => name))
            .toEqual(["appmanage-blog", "blog_data", join(folder, "apps/blog"), join(folder, "jobs/blog")]);
    });
});
