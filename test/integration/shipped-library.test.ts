// SPDX-License-Identifier: LGPL-2.1-or-later
/** The shipped library as compose reads it: every app twice on one host, with nothing that the two would fight over. */
import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import * as z from "zod";
import { assignments, rawValue, setValues } from "../../src/library/environment";

const run = promisify(execFile);
const library = join(__dirname, "../../library/apps");
const password = "Zz9-theOneSecretOfThisApp";

/** Strict: keys that would let an app out of its container (privileged, devices, network_mode, …) are not in it. */
const project = z.object({
    services: z.record(z.string(), z.strictObject({
        image: z.string(),
        container_name: z.string(),
        restart: z.enum(["unless-stopped", "no", "on-failure"]),
        command: z.array(z.string()).nullish(),
        entrypoint: z.array(z.string()).nullish(),
        environment: z.record(z.string(), z.string().nullable()).default({}),
        healthcheck: z.object({
            test: z.array(z.string()),
            interval: z.string(),
            timeout: z.string(),
            retries: z.number(),
            start_period: z.string(),
            start_interval: z.string(),
        }).optional(),
        depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
        logging: z.object({
            driver: z.literal("json-file"),
            options: z.object({ "max-size": z.string(), "max-file": z.string() }),
        }),
        ports: z.array(z.object({ target: z.number(), published: z.string() })).default([]),
        volumes: z.array(z.object({
            type: z.enum(["bind", "volume"]),
            source: z.string(),
            read_only: z.boolean().default(false),
        })).default([]),
        networks: z.strictObject({ default: z.null() }),
        tmpfs: z.array(z.string()).optional(),
        shm_size: z.string().optional(),
        extra_hosts: z.array(z.string().regex(/^host\.docker\.internal[=:]host-gateway$/)).optional(),
    })),
    networks: z.record(z.string(), z.object({ name: z.string(), external: z.boolean().default(false) })),
    volumes: z.record(z.string(), z.strictObject({ name: z.string() })).default({}),
});

interface Instance { id: string, folder: string, ports: string[], project: z.infer<typeof project>, warnings: string }

let scratch = "";
beforeAll(() => { scratch = mkdtempSync(join(tmpdir(), "library-")); });
afterAll(() => { rmSync(scratch, { recursive: true }); });

/** A copy of the app under its own name, with ports from `firstPort` on, as compose resolves it. */
async function instance(app: string, id: string, firstPort: number): Promise<Instance> {
    const folder = join(scratch, id);
    cpSync(join(library, app), folder, { recursive: true });
    const env = readFileSync(join(folder, ".env"), "utf8");
    const values: Record<string, string> = { W9_ID: id, W9_NETWORK: `net-${id}`, W9_POWER_PASSWORD: password };
    const ports = assignments(env).filter(({ key }) => key.endsWith("PORT_SET")).map(({ key }, at) => {
        values[key] = String(firstPort + at);
        return String(firstPort + at);
    });
    writeFileSync(join(folder, ".env"), setValues(env, values));
    const argv = ["compose", "-p", id, "config", "--format", "json"];
    const { stdout, stderr } = await run("docker", argv, { cwd: folder });
    return { id, folder, ports, project: project.parse(JSON.parse(stdout)), warnings: stderr };
}

const services = ({ project }: Instance) => Object.values(project.services);
const names = ({ project }: Instance) => Object.values(project.volumes).map(({ name }) => name);
const containers = (instance: Instance) => services(instance).map(service => service.container_name);

describe.each(readdirSync(library))("%s", app => {
    let first: Instance;
    let second: Instance;
    beforeAll(async () => {
        first = await instance(app, `${app}one`, 20100);
        second = await instance(app, `${app}two`, 20200);
    });

    test("resolves without a warning", () => {
        expect(first.warnings).toBe("");
    });

    test("shares no container, volume, port or network with a second one", () => {
        for (const listed of [containers, names, (each: Instance) => each.ports])
            expect(listed(first).filter(name => listed(second).includes(name))).toEqual([]);
        expect(Object.values(first.project.networks)).toEqual([{ name: `net-${first.id}`, external: true }]);
        expect(containers(first)).toContain(first.id);
        for (const name of [...containers(first), ...names(first)])
            expect(name.startsWith(first.id)).toBe(true);
    });

    test("publishes just the ports that the admin may set", () => {
        const published = services(first).flatMap(({ ports }) => ports.map(port => port.published));
        expect(published.sort()).toEqual([...first.ports].sort());
        const env = readFileSync(join(first.folder, ".env"), "utf8");
        const web = rawValue(env, "W9_HTTP_PORT_SET");
        if (web !== undefined) {
            const behind = services(first).flatMap(({ ports }) => ports).find(port => port.published === web);
            expect(String(behind?.target)).toBe(rawValue(env, "W9_HTTP_PORT"));
        }
    });

    test("runs pinned images, one of them in the chosen version", () => {
        const env = readFileSync(join(first.folder, ".env"), "utf8");
        for (const { image } of services(first))
            expect(image).toMatch(/^[a-z0-9-]+(\/[a-z0-9-]+)?:v?\d+(\.\d+)+$/);
        const chosen = `${rawValue(env, "W9_REPO")}:${rawValue(env, "W9_VERSION")}`;
        expect(services(first).map(({ image }) => image)).toContain(chosen);
    });

    test("checks the health of every service that runs on, and waits for those it needs", () => {
        for (const service of services(first)) {
            if (service.restart === "unless-stopped")
                expect(service.healthcheck?.test[0]).toMatch(/^CMD(-SHELL)?$/);
            for (const { condition } of Object.values(service.depends_on))
                expect(condition).toBe("service_healthy");
        }
    });

    test("keeps its password out of command lines", () => {
        for (const { command, entrypoint, healthcheck } of services(first))
            expect(JSON.stringify([command, entrypoint, healthcheck])).not.toContain(password);
        const env = readFileSync(join(first.folder, ".env"), "utf8");
        const environment = JSON.stringify(services(first).map(service => service.environment));
        expect(environment.includes(password)).toBe(rawValue(env, "W9_POWER_PASSWORD") !== undefined);
    });

    test("mounts named volumes, and of the host only its own files, read-only", () => {
        for (const { type, source, read_only } of services(first).flatMap(({ volumes }) => volumes)) {
            if (type !== "bind") {
                expect(Object.keys(first.project.volumes)).toContain(source);
                continue;
            }
            expect(source.startsWith(join(first.folder, "src/"))).toBe(true);
            expect(existsSync(source)).toBe(true);
            expect(read_only).toBe(true);
        }
    });
});
