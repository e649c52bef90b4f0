// SPDX-License-Identifier: LGPL-2.1-or-later
/** An app that has its own folder mounted, and rewrites what it is made of. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { World } from "./world";

jest.setTimeout(300_000);

const world = new World("allowed");
afterAll(() => world.end());

const tag = readFileSync(join(__dirname, "../images/busybox/tags"), "utf8").trim().split(/\s+/)[0] ?? "";
const compose = `
services:
  main:
    image: $W9_REPO:$W9_VERSION
    command: [sleep, "1000"]
    init: true
    environment: {SECRET: "$W9_POWER_PASSWORD", SPELLED: "a$$b"}
    env_file: [more.env]
    labels: {"a$$b": "c$$d"}
    volumes: [".:/x"]
networks:
  default:
    name: $W9_NETWORK
    external: true
`;
const evil = '  evil: {image: $W9_REPO:$W9_VERSION, command: [sleep, "1000"], init: true, cap_add: [NET_ADMIN], ' +
    "environment: {PW: $W9_POWER_PASSWORD}}";

let id = "";
const container = () => `${id}-main-1`;
const inspected = async (name: string, format: string) => (await world.docker("inspect", "--format", format, name))[0] ?? "";
const names = async () => (await world.docker(
    "ps", "--format", "{{.Names}}", "--filter", `label=com.docker.compose.project=${id}`)).sort();
/** What the container does in the folder that it has mounted. */
const inside = (script: string) => world.docker("exec", container(), "sh", "-c", script);

beforeAll(async () => {
    world.addApp("mounted", "busybox", [tag], compose);
    writeFileSync(join(world.library, "mounted/more.env"), "MORE=1\n");
    id = world.id("mounted");
    await world.install("mounted", id, tag);
    await world.reaches(id, "running");
});

test("the same files make the same containers, also by hand", async () => {
    const made = await inspected(container(), "{{.Id}}");
    expect(await inspected(container(), '{{index .Config.Labels "a$$b"}}')).toBe("c$d");
    expect(JSON.parse(await inspected(container(), "{{json .Config.Env}}"))).toEqual(
        expect.arrayContaining(["SPELLED=a$b", "MORE=1"]));
    await world.ok("AppStop", { app_id: id });
    await world.ok("AppStart", { app_id: id });
    const folder = world.paths.app(id);
    await world.docker("compose", "-p", id, "--project-directory", folder, "-f", `${folder}/docker-compose.yml`, "up", "-d");
    await world.ok("AppRestart", { app_id: id });
    expect(await inspected(container(), "{{.Id}}")).toBe(made);
});

test("what a container writes into its definition runs only once an admin has allowed just that", async () => {
    await inside(`echo '${evil}' >/tmp/evil; sed -i '/^services:/r /tmp/evil' /x/docker-compose.yml`);
    const started = await inspected(container(), "{{.State.StartedAt}}");

    const restart = await world.ask("AppRestart", { app_id: id });
    expect(restart.error?.Code).toBe("APP.DefinitionChanged");
    const detail = restart.error?.Detail ?? "";
    expect(detail.split("\n")).toEqual(expect.arrayContaining([
        "@@ services.evil @@", '+cap_add: ["NET_ADMIN"]', '+command: ["sleep","1000"]', "+environment.PW: ***",
    ]));
    expect(detail).not.toContain("services.main");
    expect(await inspected(container(), "{{.State.StartedAt}}")).toBe(started);
    expect(await world.status(id)).toBe("running");

    await world.ok("AppStop", { app_id: id });
    for (const operation of ["AppStart", "AppRetry"])
        expect((await world.ask(operation, { app_id: id })).error).toMatchObject({ Code: "APP.DefinitionChanged", Detail: detail });
    expect((await world.ask("AppStart", { app_id: id, allow_changes: "0".repeat(64) })).error?.Code).toBe("APP.DefinitionChanged");
    expect(await names()).toEqual([]);
    await world.ok("AppUninstall", { app_id: id });
    expect((await world.ask("AppRestore", { app_id: id })).error).toMatchObject({ Code: "APP.DefinitionChanged", Detail: detail });

    const digest = /^\+\+\+ (\S+)$/m.exec(detail)?.[1];
    await world.ok("AppRestore", { app_id: id, allow_changes: digest });
    await world.reaches(id, "running");
    expect(await names()).toEqual([`${id}-evil-1`, container()]);
    await world.ok("AppRestart", { app_id: id });
});
