// SPDX-License-Identifier: LGPL-2.1-or-later
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readChanges } from "../../apps/definition/changes";
import { pathsBelow } from "../../apps/paths";
import { nodeMachine } from "../../machine/node";
import { runScript } from "../run-script";

jest.setTimeout(60_000);

let folder: string;
let path: string | undefined;
const app = () => join(folder, "data/apps/blog");
const job = () => join(folder, "data/jobs/blog");
const inJob = (name: string) => readFileSync(join(job(), name), "utf8");
const files = (yml: string, env: string) => {
    writeFileSync(join(app(), "docker-compose.yml"), yml);
    writeFileSync(join(app(), ".env"), env);
};

const web = '{\n  "services": {\n    "web": {}\n  }\n}\n';
const evil = '{\n  "services": {\n    "web": {\n      "privileged": true\n    }\n  }\n}\n';

/** Its model is the compose file's text; what else it is asked for is in `calls`. STARTED: when the app's container was. */
const docker = `#!/bin/sh
case "$*" in
*" config --format json")
    last=
    for word in "$@"; do [ "$last" != -f ] || file=$word; last=$word; done
    # Another version prints more.
    if [ -e FOLDER/newer ]; then sed 's/{}/{"new": 1}/' "$file"; else cat "$file"; fi
    exit ;;
"ps -a "*status=*) ;;
"ps "*--format*State*) echo 'running Up 1 second' ;;
"ps -a "*-q*) [ ! -e FOLDER/started ] || echo c1 ;;
inspect*StartedAt*) cat FOLDER/started ;;
compose*) echo "$*" >>FOLDER/calls ;;
esac
`;

/** Tests need no root: it says that it was asked, and runs the command as it is. */
const unshare = `#!/bin/sh
while [ "$1" != confined ]; do shift; done
shift
echo confined >>FOLDER/calls
exec "$@"
`;

beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "allowed-"));
    mkdirSync(app(), { recursive: true });
    mkdirSync(job(), { recursive: true });
    mkdirSync(join(folder, "data/locks"));
    mkdirSync(join(folder, "bin"));
    writeFileSync(join(folder, "bin/docker"), docker.replaceAll("FOLDER", folder));
    writeFileSync(join(folder, "bin/logger"), "#!/bin/sh\n");
    writeFileSync(join(folder, "bin/unshare"), unshare.replaceAll("FOLDER", folder));
    for (const name of ["docker", "logger", "unshare"])
        chmodSync(join(folder, "bin", name), 0o755);
    writeFileSync(join(job(), "run"), runScript);
    writeFileSync(join(job(), "images"), "web\n");
    files(web, "A=1\n");
    path = process.env.PATH;
    process.env.PATH = `${folder}/bin:${path ?? ""}`;
});
afterEach(() => {
    process.env.PATH = path;
    rmSync(folder, { recursive: true, force: true });
});

/** How the job ended, and what compose was asked to do. */
function run(kind: string, allow = ""): { phase: string, calls: string[] } {
    rmSync(join(folder, "calls"), { force: true });
    // A job that finds one looks for what a crash may have left.
    rmSync(join(job(), "log"), { force: true });
    for (const [name, text] of [["kind", kind], ["phase", "queued"], ["ticket", "1"], ["allow", allow]] as const)
        writeFileSync(join(job(), name), `${text}\n`);
    spawnSync("sh", [join(job(), "run")], { env: { PATH: process.env.PATH }, timeout: 30_000 });
    const calls = existsSync(join(folder, "calls")) ? readFileSync(join(folder, "calls"), "utf8").split("\n") : [];
    return { phase: inJob("phase").trim(), calls: calls.filter(call => / up | pull | stop$/.test(call)) };
}

const start = "start running stopped";
const install = "install running none";
const changes = (before: "none" | "stopped") => readChanges(nodeMachine(), pathsBelow(join(folder, "data")), "blog", before);
const whenStarted = (at: string) => writeFileSync(join(folder, "started"), `${at}\n`);

it.each([install, start])("keeps what a first operation finds, for root alone, and works with the copy: %s", kind => {
    const { phase, calls } = run(kind);
    expect(phase).toBe("done");
    expect(inJob("allowed/model.json")).toBe(web);
    expect(inJob("allowed/env")).toBe("A=1\n");
    expect(statSync(join(job(), "allowed")).mode & 0o777).toBe(0o700);
    for (const name of ["env", "model.json"])
        expect(statSync(join(job(), "allowed", name)).mode & 0o777).toBe(0o600);
    expect(calls).not.toEqual([]);
    for (const call of calls) {
        expect(call).toContain(` --env-file ${job()}/allowed/env -f ${job()}/allowed/model.json `);
        expect(call).not.toContain("docker-compose.yml");
    }
});

it.each([
    [start, evil, "A=1\n"], [start, web, "A=2\n"], ["restart running stopped", evil, "A=1\n"],
    ["install running uninstalled", evil, "A=1\n"],
])("refuses other files before it does anything: %s", (kind, yml, env) => {
    run(start);
    files(yml, env);
    expect(run(kind)).toEqual({ phase: "failed definition 1", calls: [] });
    expect(inJob("allowed/model.json")).toBe(web);
    files(web, "A=1");
    expect(run(kind).phase).toBe("done");
});

it("works with other files once an admin has allowed them, and with nothing else", async () => {
    run(start);
    expect(await changes("stopped")).toBeUndefined();
    files(evil, "A=1\n");
    const shown = await changes("stopped");
    expect(shown?.text).toBe(`--- allowed\n+++ ${shown?.digest ?? ""}\n@@ services.web @@\n+privileged: true`);
    files(evil, "A=2\n");
    expect(run(start, shown?.digest).phase).toBe("failed definition 1");
    files(evil, "A=1\n");
    expect(run(start, shown?.digest).phase).toBe("done");
    expect(inJob("allowed/model.json")).toBe(evil);
    expect(await changes("stopped")).toBeUndefined();
    expect(run(start).phase).toBe("done");
});

it("continues after a crash only with what was allowed", () => {
    run(install);
    whenStarted("2026-01-01T00:00:00Z");
    files(evil, "A=1\n");
    expect(run(install)).toEqual({ phase: "failed definition 1", calls: [] });
});

it("takes the files of an installation as they are until a container has run", async () => {
    run(install);
    rmSync(join(job(), "started"));
    whenStarted("0001-01-01T00:00:00Z");
    files(evil, "A=1\n");
    expect(await changes("none")).toBeUndefined();
    expect(run(install).phase).toBe("done");
    expect(inJob("allowed/model.json")).toBe(evil);

    whenStarted("2026-01-01T00:00:00Z");
    files(web, "A=1\n");
    expect(await changes("none")).toBeDefined();
    // Another one is in its place, which has not run.
    whenStarted("0001-01-01T00:00:00Z");
    expect(run(install).phase).toBe("failed definition 1");
});

it("does not ask again because another version of compose prints the same in another way", async () => {
    run(start);
    writeFileSync(join(folder, "newer"), "");
    expect(await changes("stopped")).toBeUndefined();
    expect(run(start).phase).toBe("done");
    expect(inJob("allowed/model.json")).toContain("new");
});

it("follows no link that a container has put in place of a file, and waits for no writer", () => {
    run(start);
    rmSync(join(app(), ".env"));
    writeFileSync(join(folder, "secret"), "A=1\n");
    symlinkSync(join(folder, "secret"), join(app(), ".env"));
    expect(run(start)).toEqual({ phase: "failed folder 1", calls: [] });
    rmSync(join(app(), ".env"));
    execFileSync("mkfifo", [join(app(), ".env")]);
    expect(run(start)).toEqual({ phase: "failed folder 1", calls: [] });
});

it("gives compose keys with a $ as the app has them", () => {
    files('{\n  "labels": {\n    "a.$$$$b": "$$c",\n    "q\\"$$": {"$$": 1}\n  }\n}\n', "");
    run(start);
    expect(inJob("allowed/model.json")).toBe('{\n  "labels": {\n    "a.$$b": "$$c",\n    "q\\"$": {"$$": 1}\n  }\n}\n');
});

it("reads what a container may have written only where nothing else can be read", () => {
    run(start);
    expect(readFileSync(join(folder, "calls"), "utf8")).toMatch(/^confined$/m);
});

it.each<[string, () => void, string]>([
    ["a link in place of what is mounted", () => {
        rmSync(join(app(), "data"), { recursive: true });
        symlinkSync(folder, join(app(), "data"));
    }, "+data -> FOLDER"],
    ["a link on the way there", () => {
        rmSync(join(app(), "src"), { recursive: true });
        symlinkSync("/", join(app(), "src"));
    }, "+src/more/on.conf -> /more/on.conf"],
    ["another configuration", () => { writeFileSync(join(app(), "src/own.conf"), "evil"); }, "-src/own.conf "],
    ["another Dockerfile", () => { writeFileSync(join(app(), "src/Dockerfile"), "FROM evil"); }, "-src/Dockerfile "],
])("refuses %s until it is allowed", async (_what, plant, line) => {
    for (const name of ["data", "src/more"])
        mkdirSync(join(app(), name), { recursive: true });
    for (const name of ["src/own.conf", "src/more/on.conf", "src/Dockerfile"])
        writeFileSync(join(app(), name), "");
    const bind = (source: string, more = {}) => ({ type: "bind", source: join(app(), source), target: "/x", ...more });
    const model = {
        configs: { own: { file: join(app(), "src/own.conf") } },
        services: { web: {
            build: { context: join(app(), "src"), dockerfile: "Dockerfile" },
            volumes: [bind("data"), bind("src"), bind("src/more/on.conf", { read_only: true })],
        } },
    };
    files(`${JSON.stringify(model, null, 2)}\n`, "");
    expect(run(start).phase).toBe("done");
    // What is mounted is data, whatever its content.
    writeFileSync(join(app(), "data/note"), "");
    writeFileSync(join(app(), "src/more/on.conf"), "");
    expect(run(start).phase).toBe("done");
    plant();
    const shown = await changes("stopped");
    expect(shown?.text).toContain("@@ files @@");
    expect(shown?.text).toContain(line.replace("FOLDER", folder));
    expect(run(start)).toEqual({ phase: "failed definition 1", calls: [] });
    expect(run(start, shown?.digest).phase).toBe("done");
    expect(run(start).phase).toBe("done");
});
