// SPDX-License-Identifier: LGPL-2.1-or-later
/** Apps that have their own folder mounted, and whatever they put there, before every operation on a real Docker. */
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createAppManager } from "../../src/api/appmanager";
import { MachineError } from "../../src/machine/machine";
import { changes, clutter, slow, type Plants } from "./planted";
import { World } from "./world";

jest.setTimeout(300_000);

const world = new World("planted");
afterAll(() => world.end());

const tag = readFileSync(join(__dirname, "../images/busybox/tags"), "utf8").trim().split(/\s+/)[0] ?? "";
const compose = `
include: [more.yml]
services:
  main:
    image: $W9_REPO:$W9_VERSION
    command: [sleep, "1000"]
    init: true
    stop_signal: SIGKILL
    env_file: [more.env]
    configs: [own]
    volumes: [".:/x", "./data:/data", "./src/on.conf:/on.conf:ro"]
configs:
  own: {file: ./src/own.conf}
networks:
  default:
    name: $W9_NETWORK
    external: true
`;

const outside = join(world.folder, "outside");
const secret = join(outside, "secret");
/** Of the app's folder. */
const copy = join(world.folder, "copy");
/** As long as nothing reads it, a file keeps the time at which it was last read. */
const unread = new Date("2001-01-01");
/** All that was answered, and what the jobs have logged. */
const said: string[] = [];
let id = "";
const folder = () => world.paths.app(id);

function sh(script: string, cwd: string, ...args: string[]): string {
    return execFileSync("sh", ["-c", script, "sh", ...args], { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/** Everything around the app, with its content. */
function surroundings(): string {
    const files = sh('find . -path ./secret -prune -o -type f -exec sha256sum {} +; find . -printf "%p %m %s\\n"', outside);
    return files.split("\n").sort().join("\n");
}

beforeAll(async () => {
    mkdirSync(join(outside, "data"), { recursive: true });
    writeFileSync(secret, "CANARY_KEY=CANARY-value\nCANARY line\n");
    writeFileSync(join(outside, "data/file"), "data\n");
    writeFileSync(join(outside, "on.conf"), "CANARY\n");
    writeFileSync(join(outside, "own.conf"), "CANARY\n");
    writeFileSync(join(outside, "evil.yml"), "services: {evil: {image: CANARY, privileged: true}}\n");
    for (const name of ["secret", "evil.yml", "own.conf", "on.conf"])
        chmodSync(join(outside, name), 0o600);
    world.addApp("planted", "busybox", [tag], compose);
    const library = join(world.library, "planted");
    for (const name of ["src", "data"])
        mkdirSync(join(library, name));
    const files = { "more.env": "MORE=1\n", "more.yml": "services: {}\n", "src/own.conf": "", "src/on.conf": "" };
    for (const [name, text] of Object.entries(files))
        writeFileSync(join(library, name), text);
    id = world.id("app");
    await world.install("planted", id, tag);
    await world.reaches(id, "running");
    mkdirSync(copy);
    sh('cp -a . "$1"', folder(), copy);
});

/** Puts the folder back as it was when the app was installed. */
const clean = () => sh('find . -mindepth 1 -maxdepth 1 -exec rm -rf -- {} +; cp -a "$1/." .', folder(), copy);
const plant = (script: string) => sh(script, folder(), outside);

let before = "";
beforeEach(() => {
    for (const name of ["secret", "evil.yml", "own.conf", "on.conf"])
        utimesSync(join(outside, name), unread, new Date());
    before = surroundings();
    said.length = 0;
});
afterEach(() => {
    expect(said.join("\n")).not.toContain("CANARY");
    expect(readFileSync(`${world.paths.job(id)}/log`, "utf8")).not.toContain("CANARY");
    expect(statSync(secret).atime).toEqual(unread);
    expect(surroundings()).toBe(before);
});

/** What an operation answers, or that it failed with a known error. No operation takes long. */
async function answered(what: string, answer: () => Promise<unknown>): Promise<unknown> {
    const began = Date.now();
    const value = await answer().catch((error: unknown) => {
        if (!(error instanceof MachineError))
            throw error;
        return error.message;
    });
    said.push(JSON.stringify(value));
    expect({ what, seconds: Math.floor((Date.now() - began) / 30_000) }).toEqual({ what, seconds: 0 });
    return value;
}

const ask = async (operation: string, body: object = {}) => {
    const answer = await answered(operation, () => world.ask(operation, { app_id: id, ...body }));
    const { error } = answer as Awaited<ReturnType<World["ask"]>>;
    return error?.Code ?? "ok";
};

/** Whatever only looks. */
async function look(): Promise<void> {
    const manager = createAppManager(world.context());
    const logs = ([{ is: "job" }, { is: "services", service: undefined }] as const).map(log => answered("logs", async () => {
        const { argv: [program = "", ...args] } = await manager.logDownload(id, log);
        return execFileSync(program, args, { encoding: "utf8", timeout: 20_000 });
    }));
    await Promise.all([
        ...logs, answered("compose file", () => manager.composeFile(id)), answered("settings", () => manager.settings(id)),
        answered("setting", () => manager.setting(id, "W9_ID")),
    ]);
    expect([await ask("AppStatus"), await ask("AppList")]).toEqual(["ok", "ok"]);
}

test("a read of the file outside would be seen", () => {
    readFileSync(secret);
    expect(statSync(secret).atime).not.toEqual(unread);
    utimesSync(secret, unread, new Date());
});

const count = (plants: Plants) => Object.keys(plants).length;

test("at least thirty things are planted", () => {
    expect(count(clutter)).toBeGreaterThanOrEqual(30);
    expect(count(changes)).toBeGreaterThanOrEqual(25);
});

test("what is nothing to the definition changes no operation", async () => {
    for (const [what, script] of Object.entries(clutter)) {
        const words = ["sh", "-c", `${script}\necho planted`, "sh", outside];
        const planted = await world.docker("exec", "-w", "/x", `${id}-main-1`, ...words);
        expect({ what, planted }).toEqual({ what, planted: ["planted"] });
    }
    const listen = "require('net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))";
    sh('"$1" -e "$2" socket || true', folder(), process.execPath, listen);
    await look();
    for (const operation of ["AppRestart", "AppStop", "AppStart", "AppRetry", "AppUninstall", "AppRestore"])
        expect({ operation, code: await ask(operation) }).toEqual({ operation, code: "ok" });
    await world.reaches(id, "running");
    await look();
    await answered("belongings", () => createAppManager(world.context()).belongings(id));
    clean();
});

describe("what changes the definition", () => {
    async function eachRefused(operation: string, plants: Plants): Promise<void> {
        const codes: Record<string, string> = {};
        for (const [what, script] of Object.entries(plants)) {
            plant(script);
            codes[what] = await ask(operation);
            clean();
        }
        const refused = (code: string) => ["APP.DefinitionChanged", "Container.CommandError"].includes(code);
        expect(Object.entries(codes).filter(([, code]) => !refused(code))).toEqual([]);
    }

    /** Every operation that brings an app up compares in the same way: one of them meets all of the plants. */
    const some = (first: number) => Object.fromEntries(Object.entries(changes).filter((_one, at) => at % 4 === first));

    test("is shown without what it leads to", async () => {
        for (const script of Object.values(changes)) {
            plant(script);
            await look();
            clean();
        }
        for (const script of Object.values(some(2))) {
            plant(script);
            await answered("belongings", () => createAppManager(world.context()).belongings(id));
            clean();
        }
    });

    test("is refused by a restart, and what runs continues", async () => {
        await eachRefused("AppRestart", some(0));
        expect(await world.status(id)).toBe("running");
    });

    test("is refused by a start", async () => {
        expect(await ask("AppStop")).toBe("ok");
        await eachRefused("AppStart", { ...changes, ...slow });
        expect(await world.status(id)).toBe("error");
    });

    test("keeps no app from being uninstalled, and none comes back with it", async () => {
        plant(Object.values(changes)[0] ?? "");
        expect(await ask("AppUninstall")).toBe("ok");
        clean();
        await eachRefused("AppRestore", some(1));
        expect(await ask("AppRestore")).toBe("ok");
        await world.reaches(id, "running");
    });

    test("is deleted with the app, and nothing else is", async () => {
        plant(Object.values(clutter).join("\n"));
        plant('rm -rf data .env more.env; ln -s "$1/data" data; mkfifo .env more.env; ln -sf "$1/evil.yml" docker-compose.yml');
        expect(await ask("AppUninstall", { purge: true })).toBe("ok");
        expect(await world.belongings(id)).toEqual([]);
        // For what looks at it after the test.
        mkdirSync(world.paths.job(id), { recursive: true });
        writeFileSync(`${world.paths.job(id)}/log`, "");
    });
});
