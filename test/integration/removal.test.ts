// SPDX-License-Identifier: LGPL-2.1-or-later
/** Uninstalling apps whose compose files claim what belongs to others: everything of the app is removed, and nothing else. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Context } from "../../src/apps/context";
import { uninstallApp } from "../../src/apps/lifecycle";
import { pathsBelow } from "../../src/apps/paths";
import { updateRecords } from "../../src/apps/records/update-records";
import { nodeMachine } from "../../src/machine/node";

const scratch = mkdtempSync(join(tmpdir(), "removal-"));
const outside = join(scratch, "outside");
const prefix = `removal${process.pid}x`;
const image = `appmanage-test/removal:${process.pid}`;
const context: Context = {
    machine: nodeMachine(), user: "root", paths: pathsBelow(join(scratch, "data")), configurationFile: "",
    shippedLibraries: [], hostName: "localhost",
};

const sh = (script: string, ...args: string[]) =>
    execFileSync("sh", ["-c", script, "sh", ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

/** Everything of docker's that this test has to do with, and every file outside with its content. */
function everything(): string {
    return sh(`
        {
            docker ps -a --format 'container {{.Names}} {{.State}}'
            docker network ls --format 'network {{.Name}}'
        } | grep -e "$1" -e stranger
        docker volume ls --format 'volume {{.Name}}' | grep -e "$1" -e stranger
        find "$2" -type f -exec sha256sum {} + | sort
        find "$2" -type d -printf 'folder %p %m\\n' | sort`, prefix, outside);
}

/** Volumes without a name of their own that are older than the test do not count. */
function nameless(): Set<string> {
    return new Set(sh("docker volume ls -q | grep -xE '[0-9a-f]{64}' || true").trim().split("\n"));
}

/** One way to reach for something: a mount, and what has to stand beside the services for it. */
interface Reach {
    mount?: unknown;
    volumes?: Record<string, unknown>;
    networks?: Record<string, unknown>;
    service?: Record<string, unknown>;
}

const bindOf = (folder: string) => ({ driver: "local", driver_opts: { type: "none", o: "bind", device: folder } });

/** All of them name the stranger's or the host's things in one of the ways that compose has. */
const reaches: readonly ((id: string) => Reach)[] = [
    () => ({ mount: `${outside}/data:/a` }),
    () => ({ mount: `${outside}/data/file:/b` }),
    () => ({ mount: { type: "bind", source: outside, target: "/c", bind: { propagation: "rprivate" } } }),
    () => ({ mount: "../../..:/d" }),
    () => ({ mount: "./link:/e" }),
    () => ({ mount: "/:/f:ro" }),
    () => ({ mount: "hostdata:/g", volumes: { hostdata: bindOf(`${outside}/data`) } }),
    () => ({ mount: "hostlink:/h", volumes: { hostlink: bindOf(`${outside}/data/..`) } }),
    () => ({ mount: "theirs:/i", volumes: { theirs: { external: true, name: `${prefix}stranger-data` } } }),
    // The same without saying that it is another's.
    () => ({ mount: "taken:/j", volumes: { taken: { name: `${prefix}stranger-data` } } }),
    id => ({ mount: "found:/k", volumes: { found: { external: true, name: `${id}-stranger` } } }),
    () => ({
        networks: { theirs: { external: true, name: `${prefix}stranger-net` } },
        service: { networks: ["theirs"] },
    }),
    () => ({ service: { labels: { "com.docker.compose.project": `${prefix}stranger`, "appmanage.app": "other" } } }),
    () => ({ service: { volumes_from: [`container:${prefix}stranger:ro`] } }),
];

/** The app's own: all of it is to go. */
const own: Reach[] = [
    { mount: "data:/own", volumes: { data: {} } },
    { mount: "./src:/src" },
    { mount: "/nameless" },
];

const files = 7;

/** A compose file with some of the reaches, the same for the same number; each reach is in at least one of them. */
function hostile(id: string, number: number): string {
    const isChosen = (at: number) => at % files === number || (at * 7 + number * 13) % 3 === 0;
    const chosen = [...own, ...reaches.filter((_reach, at) => isChosen(at)).map(reach => reach(id))];
    const all = (part: (reach: Reach) => Record<string, unknown> | undefined) =>
        Object.fromEntries(chosen.flatMap(reach => Object.entries(part(reach) ?? {})));
    const service = {
        image, command: ["sleep", "100000"], stop_signal: "SIGKILL", restart: "unless-stopped",
        ...all(reach => reach.service),
        volumes: chosen.flatMap(({ mount }) => mount === undefined ? [] : [mount]),
    };
    return JSON.stringify({
        services: { web: service, db: service },
        volumes: all(reach => reach.volumes),
        networks: all(reach => reach.networks),
    });
}

async function bringApp(id: string, compose: string): Promise<void> {
    const folder = context.paths.app(id);
    mkdirSync(join(folder, "src"), { recursive: true });
    mkdirSync(context.paths.job(id), { recursive: true });
    writeFileSync(join(folder, "docker-compose.yml"), compose);
    writeFileSync(join(folder, ".env"), "");
    writeFileSync(join(context.paths.job(id), "phase"), "done\n");
    symlinkSync(outside, join(folder, "link"));
    await updateRecords(context.machine, context.paths, records => ({ ...records, [id]: {
        app_id: id, name: "hostile", customer_name: id, trade_mark: "", version: "1", official: false, library: "",
        created: "2026-01-01T00:00:00Z", wish: "running", services: {}, ports: {}, network: null,
        access: { port: null, url: "", admin_url: "", user_name: "", password: "" }, probe: null, image_url: "",
    } }));
    sh("docker compose -p \"$1\" --project-directory \"$2\" -f \"$2/docker-compose.yml\" up -d >&2", id, folder);
}

/** Another project of the app's very name, elsewhere on the host. */
const namesake = `
label=com.docker.compose
docker volume create --label "$label.project=$1" --label "$label.volume=elsewhere" "$1-stranger" >/dev/null
docker network create --label "$label.project=$1" --label "$label.network=elsewhere" "$1-stranger" >/dev/null
docker run -d --name "$1-stranger" --network "$1-stranger" --volume "$1-stranger:/data" --stop-signal KILL \\
    --label "$label.project=$1" --label "$label.service=web" --label "$label.oneoff=False" \\
    --label "$label.project.working_dir=/srv/elsewhere" "$2" sleep 100000
`;

beforeAll(async () => {
    mkdirSync(join(outside, "data"), { recursive: true });
    writeFileSync(join(outside, "data", "file"), "of the host");
    writeFileSync(join(outside, "kept"), "too");
    await context.machine.run([join(__dirname, "../images/busybox/build"), image], { seconds: 300 });
    sh(`
        docker network create "$1stranger-net"
        docker volume create --label com.docker.compose.project="$1stranger" "$1stranger-data"
        docker run -d --name "$1stranger" --network "$1stranger-net" -v "$1stranger-data:/data" --stop-signal KILL \
            --label com.docker.compose.project="$1stranger" \
            --label com.docker.compose.project.working_dir=/srv/stranger \
            "$2" sh -c 'echo theirs >/data/file; sleep 100000'`, prefix, image);
}, 120_000);

afterAll(() => {
    sh(`
        docker ps -aq --filter "name=$1" | xargs -r docker rm -f -v
        docker volume ls -q --filter "name=$1" | xargs -r docker volume rm
        docker network ls -q --filter "name=$1" | xargs -r docker network rm
        docker rmi "$2"`, prefix, image);
    rmSync(scratch, { recursive: true, force: true });
}, 60_000);

test.each(Array.from({ length: files }, (_, at) => at))("hostile compose file %i", async number => {
    const id = `${prefix}${number}`;
    sh(namesake, id, image);
    const anonymous = nameless();
    const before = everything();
    await bringApp(id, hostile(id, number));
    const up = everything();
    expect(up).toContain(`container ${id}-web-1 running`);
    expect(up).toContain(`volume ${id}_data`);

    const kept = await uninstallApp(context, id, { purge: false, images: false });
    expect(kept.removed.map(({ kind }) => kind)).toContain("container");
    expect(kept.kept).toContainEqual(expect.objectContaining({ kind: "volume", name: `${id}_data` }));
    expect(everything()).not.toContain(`container ${id}-web-1`);
    expect(everything()).toContain(`volume ${id}_data`);
    expect(sh("ls -A \"$1\"", context.paths.app(id))).toContain("src");

    const purged = await uninstallApp(context, id, { purge: true, images: false });
    expect(purged.removed).toContainEqual({ kind: "volume", name: `${id}_data`, size: expect.any(Number) as number });
    expect(everything()).toBe(before);
    expect([...nameless()].filter(name => !anonymous.has(name))).toEqual([]);
    expect(sh("ls -A \"$1/apps\" \"$1/jobs\"", context.paths.root)).not.toContain(id);
    expect(sh("docker exec \"$1stranger\" cat /data/file", prefix)).toBe("theirs\n");
    expect(await context.machine.read(context.paths.records)).not.toContain(id);
    sh("docker rm -f -v \"$1-stranger\"; docker volume rm \"$1-stranger\"; docker network rm \"$1-stranger\"", id);
}, 60_000);
