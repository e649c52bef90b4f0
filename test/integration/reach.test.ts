// SPDX-License-Identifier: LGPL-2.1-or-later
/** What the real docker compose makes of the override file that says who reaches an app's ports. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { reachFile } from "../../src/apps/install/reach-file";
import type { ReachChoice } from "../../src/apps/install/reach";
import { resolveCompose } from "../../src/docker/compose";
import { composeConfigFrom, type ComposeConfig } from "../../src/docker/compose-config";
import composeFiles from "../../src/docker/compose-files.sh";
import { findApp } from "../../src/library/folder";
import { nodeMachine } from "../../src/machine/node";

const machine = nodeMachine();
const root = mkdtempSync(join(tmpdir(), "appmanage-reach-"));
let count = 0;

afterAll(() => rmSync(root, { recursive: true, force: true }));

interface App { ports: string[], env?: string, settings?: Record<string, string>, files?: Record<string, string> }

/** The app's folder as an installation makes it. */
async function installed({ ports, env = "", settings = {}, files = {} }: App, choice: ReachChoice) {
    const folder = join(root, `app${count++}`);
    mkdirSync(folder);
    const lines = ports.map(port => `      - ${port}\n`).join("");
    const variables = JSON.stringify({
        name: "app", trademark: "App", release: true, edition: [{ dist: "community", version: ["1"] }],
        requirements: { cpu: "1", memory: "1", disk: "1" },
    });
    const all = {
        "variables.json": variables,
        "docker-compose.yml": `services:\n  app:\n    image: x\n    ports:\n${lines}`, ".env": env, ...files
    };
    for (const [name, text] of Object.entries(all))
        writeFileSync(join(folder, name), text);
    const read = (await findApp(machine, [root], basename(folder)))?.folder;
    if (!read)
        throw new Error("The app's folder can't be read.");
    const { config } = await resolveCompose(machine, folder, "app", env, []);
    const file = await reachFile(machine, folder, "app", env, read, { config, settings, categories: [] }, choice);
    if (file.override !== "")
        writeFileSync(join(folder, "compose.override.yml"), file.override);
    writeFileSync(join(folder, ".env"), file.env);
    return { folder, override: file.override };
}

function bindings({ services }: ComposeConfig): string[] {
    return Object.values(services).flatMap(({ ports }) => ports.map(({ address, host, container, protocol }) => {
        const published = host ? [...new Set([host.first, host.last])].join("-") : "*";
        return `${address} ${published} ${container}/${protocol}`;
    }));
}

/** As an admin who runs docker compose in the folder, without a word. */
function byHand(folder: string): string[] {
    return bindings(composeConfigFrom(execFileSync(
        "docker", ["compose", "config", "--format", "json"], { cwd: folder, encoding: "utf8", stdio: "pipe" })));
}

test.each<[string, App, string[]]>([
    ["a setting", { ports: ["$W9_DB_PORT_SET:6379"], env: "W9_DB_PORT_SET=6380\n" }, ["127.0.0.1 6380 6379/tcp"]],
    ["braces and a default", { ports: ['"${W9_DB_PORT_SET:-7000}:6379/udp"'] }, ["127.0.0.1 7000 6379/udp"]],
    ["a variable for the container's port", { ports: ["${A}:${B}"], env: "A=81\nB=80\n" }, ["127.0.0.1 81 80/tcp"]],
    ["a fixed port", { ports: ['"8080:80"'] }, ["127.0.0.1 8080 80/tcp"]],
    ["a port that the engine chooses", { ports: ["8080", '"90/udp"'] }, ["127.0.0.1 * 8080/tcp", "127.0.0.1 * 90/udp"]],
    ["a row of ports", { ports: ['"9000-9001:80-81"'] }, ["127.0.0.1 9000 80/tcp", "127.0.0.1 9001 81/tcp"]],
    [
        "a row in a variable", { ports: ['"$ROW:9000-9001/udp"'], env: "ROW=9100-9101\n" },
        ["127.0.0.1 9100 9000/udp", "127.0.0.1 9101 9001/udp"],
    ],
    ["one of a row for one port", { ports: ['"9000-9010:80"'] }, ["127.0.0.1 9000-9010 80/tcp"]],
    ["an address", { ports: ['"0.0.0.0:80:80"', '"10.0.0.5:81:81"'] }, ["127.0.0.1 80 80/tcp", "127.0.0.1 81 81/tcp"]],
    ["an address in a variable", { ports: ["$AT:$P:80"], env: "AT=10.0.0.5\nP=81\n" }, ["127.0.0.1 81 80/tcp"]],
    ["IPv6", { ports: ['"[::]:80:80"', '"[fd00::1]:$P:81/udp"'], env: "P=81\n" }, ["::1 80 80/tcp", "::1 81 81/udp"]],
    [
        "the long syntax",
        { ports: ['{ target: 80, published: "$P", mode: host, name: web }', "{ target: 81 }"], env: "P=8080\n" },
        ["127.0.0.1 8080 80/tcp", "127.0.0.1 * 81/tcp"],
    ],
    ["an entry in a variable", { ports: ["$ALL"], env: "ALL=8080:80\n" }, ["127.0.0.1 8080 80/tcp"]],
    ["an address and port in one variable", { ports: ['"$AT:80"'], env: "AT=10.0.0.5:81\n" }, ["127.0.0.1 81 80/tcp"]],
    ["the same port on two addresses", { ports: ['"10.0.0.5:80:80"', '"10.0.0.6:80:80"'] }, ["127.0.0.1 80 80/tcp"]],
    ["sctp", { ports: ['"9000:9000/sctp"'] }, ["127.0.0.1 9000 9000/sctp"]],
])("it closes %s", async (_what, app, expected) => {
    const { folder } = await installed(app, "server");
    expect(byHand(folder)).toEqual(expected);
});

test("it opens what the library closes", async () => {
    const { folder } = await installed({ ports: ['"127.0.0.1:$P:80"', '"[::1]:81:81"'], env: "P=80\n" }, "network");
    expect(byHand(folder)).toEqual(["0.0.0.0 80 80/tcp", ":: 81 81/tcp"]);
});

test.each([["$P:80"], ['{ target: 80, published: "$P" }'], ['"${P:-1}:80"']])(
    "it follows a port that is changed in .env: %s", async port => {
        const { folder } = await installed({ ports: [port], env: "P=8080\n" }, "server");
        writeFileSync(join(folder, ".env"), "P=8181\n");
        expect(byHand(folder)).toEqual(["127.0.0.1 8181 80/tcp"]);
    });

test("it follows a port whose entry has to be spelled out, by its setting", async () => {
    const app = { ports: ["$ALL"], env: "W9_DB_PORT_SET=8080\nALL=$W9_DB_PORT_SET:80\n", settings: { W9_DB_PORT_SET: "8080" } };
    const { folder } = await installed(app, "server");
    writeFileSync(join(folder, ".env"), app.env.replace("8080", "8181"));
    expect(byHand(folder)).toEqual(["127.0.0.1 8181 80/tcp"]);
});

test("it leaves ports that are not closed as they are written", async () => {
    const app = { ports: ['"$P:80"', '"$Q:22"'], env: "P=80\nQ=22\n" };
    const { folder, override } = await installed(app, { "app:22/tcp": "server" });
    expect(byHand(folder)).toEqual([" 80 80/tcp", "127.0.0.1 22 22/tcp"]);
    expect(override).toContain('- "$P:80"');
});

test("it writes no file for an app that is as chosen", async () => {
    const { override } = await installed({ ports: ['"80:80"', '"127.0.0.1:81:81"'] }, {});
    expect(override).toBe("");
});

const theirs = 'services:\n  app:\n    ports: ["6666:80"]\n';

test.each(["compose.override.yml", "compose.override.yaml", "docker-compose.override.yml", "docker-compose.override.yaml"])(
    "it keeps a library's own %s out of an app", async name => {
        const closed = await installed({ ports: ['"80:80"'], files: { [name]: theirs } }, "server");
        expect(byHand(closed.folder)).toEqual(["127.0.0.1 80 80/tcp"]);
        const open = await installed({ ports: ['"80:80"'], files: { [name]: theirs } }, "network");
        expect(byHand(open.folder)).toEqual([" 80 80/tcp"]);
    });

test("it wins over a library that names its compose files in .env", async () => {
    const { folder } = await installed({ ports: ['"80:80"'], env: "COMPOSE_FILE=docker-compose.yml\n" }, "server");
    expect(byHand(folder)).toEqual(["127.0.0.1 80 80/tcp"]);
});

test("it refuses an app that reads the file which would be replaced", async () => {
    const included = "include: [compose.override.yml]\nservices:\n  app:\n    image: x\n    ports: ['80:80']\n";
    const files = { "docker-compose.yml": included, "compose.override.yml": "services:\n  more:\n    image: y\n" };
    await expect(installed({ ports: [], files }, "server")).rejects.toThrow("docker-compose.yml reads compose.override.yml");
});

test("it has compose called with the files that an admin's own call reads", async () => {
    const { folder } = await installed({ ports: ["$P:80"], env: "P=8080\n" }, "server");
    const said = execFileSync("sh", ["-c", `${composeFiles}\ndocker compose $(compose_files .) config --format json`], {
        cwd: folder, encoding: "utf8", stdio: "pipe",
    });
    expect(bindings(composeConfigFrom(said))).toEqual(byHand(folder));
    expect(byHand(folder)).toEqual(["127.0.0.1 8080 80/tcp"]);
});
