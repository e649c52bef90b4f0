// SPDX-License-Identifier: LGPL-2.1-or-later
/** A failed installation that is tried again with another version, port and reach, on a real Docker. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { parseRecords } from "../../src/apps/records/store";
import { rawValue } from "../../src/library/environment";
import { freePort, World } from "./world";

jest.setTimeout(180_000);

const world = new World("retry");
afterAll(() => world.end());

const key = "W9_DB_PORT_SET";
const good = readFileSync(join(__dirname, "../images/busybox/tags"), "utf8").trim().split(/\s+/)[1] ?? "";
const compose = `
services:
  main:
    image: $W9_REPO:$W9_VERSION
    command: [sleep, "1000"]
    init: true
    ports: ["$${key}:5432"]
networks:
  default:
    name: $W9_NETWORK
    external: true
`;

function record(id: string) {
    return parseRecords(readFileSync(world.paths.records, "utf8"), world.paths.records)[id];
}

const env = (id: string) => readFileSync(`${world.paths.app(id)}/.env`, "utf8");

async function listening(): Promise<{ port: number, close(): void }> {
    const server = createServer();
    const port = await freePort();
    await new Promise<void>(resolve => { server.listen(port, resolve); });
    return { port, close: () => server.close() };
}

/** An app whose port is on this server only, as it is a database's, and whose first version no registry has. */
async function failed(name: string) {
    world.addApp(name, "busybox", ["0.0.0-gone", good], compose);
    execFileSync("sh", ["-c", `echo ${key}=15432 >>"$1"`, "sh", join(world.library, name, ".env")]);
    const id = world.id(name);
    await world.install(name, id, "0.0.0-gone", { [key]: String(await freePort()) });
    await world.reaches(id, "error");
    return id;
}

test("it installs with the version, the port and the reach that the retry names", async () => {
    const id = await failed("revised");
    const first = record(id);
    expect(first?.reachable_from).toEqual({ [key]: "server" });
    const [password, port] = [rawValue(env(id), "W9_POWER_PASSWORD"), await freePort()];

    await world.ok("AppRetry", {
        app_id: id, app_version: good, settings: { [key]: String(port) }, reachable_from: { [key]: "network" },
    });
    await world.reaches(id, "running");
    expect(record(id)).toMatchObject({
        version: good, created: first?.created, ports: { [key]: port }, reachable_from: { [key]: "network" },
        published: [{ address: "", first: port, last: port, protocol: "tcp" }],
    });
    expect(rawValue(env(id), key)).toBe(String(port));
    expect(rawValue(env(id), "W9_POWER_PASSWORD")).toBe(password);
    expect(await world.docker("port", `${id}-main-1`)).toContain(`5432/tcp -> 0.0.0.0:${port}`);

    const { error } = await world.ask("AppRetry", { app_id: id, settings: { [key]: String(await freePort()) } });
    expect(error).toMatchObject({ Code: "Param.Settings.FormatError", Detail: "only an installation that failed can be changed" });
});

test("it keeps a port on this server only, by hand and in another version", async () => {
    const id = await failed("closed");
    await world.ok("AppRetry", { app_id: id, app_version: good });
    await world.reaches(id, "running");
    const { [key]: port = 0 } = record(id)?.ports ?? {};
    expect(await world.docker("port", `${id}-main-1`)).toEqual([`5432/tcp -> 127.0.0.1:${port}`]);

    const other = await freePort();
    execFileSync("sed", ["-i", `s/^${key}=.*/${key}=${other}/`, `${world.paths.app(id)}/.env`]);
    execFileSync("docker", ["compose", "up", "-d"], { cwd: world.paths.app(id), stdio: "pipe" });
    expect(await world.docker("port", `${id}-main-1`)).toEqual([`5432/tcp -> 127.0.0.1:${other}`]);
});

test("it refuses what AppInstall would refuse, and changes nothing then", async () => {
    const id = await failed("refused");
    const [before, text] = [record(id), env(id)];
    const { port, close } = await listening();
    const codes = [];
    for (const change of [
        { app_version: "1.2.3" }, { settings: { [key]: "0" } }, { settings: { W9_NONE_SET: "x" } }, { settings: [] },
        { settings: { [key]: String(port) } }, { reachable_from: "all" }, { reachable_from: { "main:1/tcp": "server" } },
    ])
        codes.push((await world.ask("AppRetry", { app_id: id, ...change })).error?.Code);
    close();
    expect(codes).toEqual([
        "Param.AppVersion.NotExis", ...Array<string>(3).fill("Param.Settings.FormatError"), "Param.Settings.PortInUse",
        ...Array<string>(2).fill("Param.Settings.FormatError"),
    ]);
    expect(record(id)).toEqual(before);
    expect(env(id)).toBe(text);
});
