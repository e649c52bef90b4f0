// SPDX-License-Identifier: LGPL-2.1-or-later
/** The core on this host with its real Docker, in a data folder of its own; what a test installs goes with it. */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import * as z from "zod";

import { call } from "../../src/api/call";
import { appList, appStatusInfo, errorInfo, type AppDetailInfo } from "../../src/api/schemas";
import type { Context } from "../../src/apps/context";
import { pathsBelow } from "../../src/apps/paths";
import { nodeMachine } from "../../src/machine/node";
import { elsewhereIn } from "../fakes/elsewhere";

const run = promisify(execFile);
const headers = { Version: "1.0", Language: "en" };
const shipped = join(__dirname, "../../library/apps");

/** A port that is free at the moment. */
export async function freePort(): Promise<number> {
    const server = createServer();
    await new Promise<void>(resolve => { server.listen(0, "127.0.0.1", resolve); });
    const { port } = server.address() as AddressInfo;
    await new Promise(resolve => { server.close(resolve); });
    return port;
}

export async function until<T>(what: string, seconds: number, look: () => Promise<T | undefined | false>): Promise<T> {
    for (const end = Date.now() + seconds * 1000; ;) {
        const found = await look();
        if (found !== undefined && found !== false)
            return found;
        if (Date.now() > end)
            throw new Error(`${what}: not within ${seconds} s`);
        await new Promise(resolve => { setTimeout(resolve, 200); });
    }
}

export class World {
    readonly folder = mkdtempSync(join(tmpdir(), "appmanage-world-"));
    readonly paths = pathsBelow(join(this.folder, "data"), elsewhereIn(this.folder));
    readonly library = join(this.folder, "library");
    /** Names of apps begin with it: other tests use the same docker. */
    readonly prefix: string;
    readonly #ids = new Set<string>();
    #release: () => void = () => undefined;

    constructor(name: string) {
        this.prefix = `${name}${process.pid}x`;
    }

    /** A caller: another one is another browser. */
    context(): Context {
        return {
            machine: nodeMachine(),
            user: "tester",
            paths: this.paths,
            configurationFile: join(this.folder, "appmanage.json"),
            shippedLibraries: [this.library, shipped],
            hostName: "127.0.0.1",
        };
    }

    id(name: string): string {
        const id = `${this.prefix}${name}`;
        this.#ids.add(id);
        return id;
    }

    /** An app of the test's own: one service that does nothing, of this image and with these versions. */
    addApp(name: string, image: string, versions: string[], compose = "") {
        const folder = join(this.library, name);
        mkdirSync(folder, { recursive: true });
        writeFileSync(join(folder, "variables.json"), JSON.stringify({
            name, trademark: name, release: true, edition: [{ dist: "community", version: versions }],
            requirements: { cpu: "1", memory: "0", disk: "0" },
        }));
        writeFileSync(join(folder, ".env"), `W9_ID=${name}\nW9_REPO=${image}\nW9_VERSION=${versions[0] ?? ""}\n` +
            "W9_POWER_PASSWORD=x\nW9_NETWORK=websoft9\n");
        writeFileSync(join(folder, "docker-compose.yml"), compose || `
services:
  main:
    image: $W9_REPO:$W9_VERSION
    container_name: $W9_ID
    command: [sleep, "1000"]
    init: true
    restart: unless-stopped
    volumes: [data:/data]
volumes:
  data:
networks:
  default:
    name: $W9_NETWORK
    external: true
`);
    }

    async ask(operation: string, body: object, context = this.context()) {
        const { status, body: { ResponseData, Error } } = await call(context, operation, headers, body);
        expect(status).toBe(Error ? 404 : 200);
        return { data: ResponseData, error: Error && z.strictObject(errorInfo.shape).parse(Error) };
    }

    /** As the operation answers that must succeed. */
    async ok(operation: string, body: object): Promise<unknown> {
        const { data, error } = await this.ask(operation, body);
        expect(error).toBeUndefined();
        return data;
    }

    async install(app: string, id: string, version: string, settings: Record<string, string> = {}) {
        const request = { app_name: app, customer_app_name: id, app_version: version, settings };
        expect(await this.ok("AppInstall", request)).toEqual({ app_id: id });
    }

    async status(id: string) {
        return z.strictObject(appStatusInfo.shape).parse(await this.ok("AppStatus", { app_id: id })).status;
    }

    async reaches(id: string, status: string, seconds = 60) {
        await until(`${id} ${status}`, seconds, async () => await this.status(id) === status);
    }

    async list(appName?: string): Promise<AppDetailInfo[]> {
        return appList.parse(await this.ok("AppList", appName === undefined ? {} : { app_name: appName }));
    }

    async docker(...argv: string[]): Promise<string[]> {
        const { stdout } = await run("docker", argv);
        return stdout.split("\n").filter(line => line !== "");
    }

    /** Everything of docker's that bears the app's name. */
    async belongings(id: string): Promise<string[]> {
        const kinds = [
            ["ps", "-a", "--format", "{{.Names}}"], ["volume", "ls", "-q"], ["network", "ls", "--format", "{{.Name}}"],
        ];
        const found = await Promise.all(kinds.map(async ([kind = "", ...rest]) =>
            (await this.docker(kind, ...rest)).map(name => `${kind} ${name}`)));
        return found.flat().filter(name => name.includes(id)).sort();
    }


    /** Keeps every job in the queue until what it returns is called. */
    async holdQueue(): Promise<() => void> {
        mkdirSync(`${this.paths.root}/jobs`, { recursive: true, mode: 0o700 });
        const words = "echo held; exec sleep 1000";
        // flock's child has the lock as well: both are ended, by their group.
        const holder = spawn("flock", [`${this.paths.root}/jobs/queue`, "sh", "-c", words], { detached: true });
        await once(holder.stdout, "data");
        let isHeld = true;
        this.#release = () => {
            if (isHeld && holder.pid !== undefined)
                process.kill(-holder.pid);
            isHeld = false;
        };
        return this.#release;
    }

    /** Takes away whatever the test has left, however it ended. */
    async end() {
        this.#release();
        for (const id of this.#ids) {
            await call(this.context(), "AppCancel", headers, { app_id: id });
            await call(this.context(), "AppUninstall", headers, { app_id: id, purge: true });
            const left = await this.docker("ps", "-aq", "--filter", `label=com.docker.compose.project=${id}`);
            if (left.length > 0)
                await this.docker("rm", "-f", "-v", ...left);
        }
        rmSync(this.folder, { recursive: true, force: true });
    }
}
