// SPDX-License-Identifier: LGPL-2.1-or-later
/** The checks before an install against a real host that has things on it already; AppInstall refuses by them. */
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import type { Check, InstallRequest } from "../../src/apps/install/check";
import { checkInstall, draftOf } from "../../src/apps/install/preflight";
import { nodeMachine } from "../../src/machine/node";
import { readHost } from "../../src/apps/host/host";
import { overlaps, rangeOf } from "../../src/apps/host/subnet";
import { freePort, World } from "./world";

jest.setTimeout(240_000);

let world: World;
const made: string[][] = [];
beforeEach(() => { world = new World("pf"); });
afterEach(async () => {
    for (const [kind = "", name = ""] of made.splice(0).reverse())
        await world.docker(kind, "rm", ...kind === "container" ? ["-f"] : [], name);
    await world.end();
});

/** One service of busybox with this below it. */
function compose(more: string, rest = "networks: {default: {name: $W9_NETWORK, external: true}}"): string {
    return `services:\n  main:\n    image: busybox:latest\n    container_name: $W9_ID\n    command: [sleep, "1000"]\n` +
        `    init: true\n${more}\n${rest}\n`;
}

function request(app: string, more: Partial<InstallRequest> = {}): InstallRequest {
    return { app_name: app, customer_app_name: world.id("a"), app_version: "latest", settings: {}, ...more };
}

async function stops(asked: InstallRequest): Promise<Check[]> {
    return (await checkInstall(world.context(), asked)).checks.filter(({ level }) => level === "stop");
}

/** The code and detail that AppInstall refuses with; nothing is left of it. */
async function refusal(asked: InstallRequest) {
    const { error } = await world.ask("AppInstall", asked);
    expect(await world.belongings(asked.customer_app_name)).toEqual([]);
    expect(await world.list()).toEqual([]);
    return error && { code: error.Code, detail: error.Detail };
}

async function container(name: string, ...options: string[]) {
    await world.docker("create", "--name", name, ...options, "busybox:latest", "true");
    made.push(["container", name]);
}

test("a port that a stopped container would take again, tcp and udp apart", async () => {
    const port = await freePort();
    const holder = `${world.prefix}old`;
    await container(holder, "-p", `${port}:80/udp`);
    world.addApp("udp", "busybox", ["latest"], compose(`    ports: ["${port}:53/udp"]`));
    world.addApp("tcp", "busybox", ["latest"], compose(`    ports: ["${port}:53/tcp"]`));
    expect(await stops(request("udp")))
        .toEqual([{ is: "port", level: "stop", key: "", port, protocol: "udp", holder }]);
    expect(await refusal(request("udp")))
        .toEqual({ code: "Param.Settings.PortInUse", detail: `${port}/udp is used by ${holder}` });
    expect(await stops(request("tcp"))).toEqual([]);
});

test("ports that programs of the host listen on", async () => {
    const tcp = createServer().listen(0, "0.0.0.0");
    const udp = createSocket("udp4").bind(0);
    try {
        await Promise.all([once(tcp, "listening"), once(udp, "listening")]);
        const [first, second] = [(tcp.address() as { port: number }).port, udp.address().port];
        world.addApp("both", "busybox", ["latest"], compose(`    ports: ["${first}:1", "${second}:2/udp"]`));
        expect(await stops(request("both"))).toEqual(expect.arrayContaining([
            { is: "port", level: "stop", key: "", port: first, protocol: "tcp", holder: "", program: "node" },
            { is: "port", level: "stop", key: "", port: second, protocol: "udp", holder: "", program: "node" },
        ]));
        expect((await refusal(request("both")))?.detail).toContain(`${first}/tcp is used by the program "node"`);
    } finally {
        tcp.close();
        udp.close();
    }
});

test("a container's fixed name, a volume, and networks that are there or not", async () => {
    const [name, volume, network] = ["box", "data", "net"].map(part => `${world.prefix}${part}`);
    await container(`${name}`);
    await world.docker("volume", "create", `${volume}`);
    made.push(["volume", `${volume}`]);
    world.addApp("fixed", "busybox", ["latest"],
        compose("", `  db: {image: "busybox:latest", container_name: ${name}, volumes: ["data:/a", "gone:/b"]}\n` +
            `volumes: {data: {name: ${volume}}, gone: {name: ${volume}gone, external: true}}\n` +
            `networks: {default: {name: ${network}, external: true}}`));
    expect((await checkInstall(world.context(), request("fixed"))).checks.filter(({ level }) => level !== "ok")).toEqual([
        { is: "container-name", level: "stop", name, holder: "" },
        { is: "shared-network", level: "warn", name: network },
        { is: "volume", level: "warn", name: volume },
        { is: "missing", level: "stop", what: "volume", name: `${volume}gone` },
        { is: "privilege", level: "warn", what: "foreign-volume", service: `${world.prefix}a`, detail: `${volume}gone` },
    ]);
    expect(await refusal(request("fixed"))).toMatchObject({ code: "Container.Command.Error" });
});

/** What of the resolved file this host can't give, with the contract's word for it. */
const wanting: Record<string, { more: string, rest?: string, stop: Partial<Check>, code: string, detail: RegExp }> = {
    "another processor": {
        more: "    platform: linux/s390x", stop: { is: "architecture", need: "s390x", service: "main" },
        code: "Requirement.NotEnough", detail: /^main: made for s390x, the host is \w+$/,
    },
    "more networks than docker has addresses for": {
        more: `    networks: [${Array.from({ length: 40 }, (_, at) => `n${at}`).join(", ")}]`,
        rest: `networks: {${Array.from({ length: 40 }, (_, at) => `n${at}: {}`).join(", ")}}`,
        stop: { is: "network" }, code: "Requirement.NotEnough",
        detail: /^address ranges for networks: \d+ needed, \d+ free$/,
    },
    "an address that no host has": {
        more: "    ports: [\"192.0.2.77:80:80\"]", stop: { is: "address", key: "", need: "192.0.2.77" },
        code: "Requirement.NotEnough", detail: /^192\.0\.2\.77 is not an address of this server$/,
    },
    "the same port twice": {
        more: "    ports: [\"50007:80\"]", rest: "  twin: {image: x, ports: [\"50000-50010:1-11\"]}\n",
        stop: { is: "port", port: 50007, protocol: "tcp" }, code: "Param.Settings.PortInUse", detail: /^50007\/tcp is wanted twice/,
    },
    "an external volume that does not exist": {
        more: "    volumes: [\"data:/v\"]", rest: "volumes: {data: {name: appmanage-nowhere, external: true}}",
        stop: { is: "missing", what: "volume", name: "appmanage-nowhere" }, code: "Container.Command.Error",
        detail: /^volume appmanage-nowhere: external, and does not exist$/,
    },
    "an external network beside its own": {
        more: "    networks: [default, far]",
        rest: "networks: {default: {name: $W9_NETWORK, external: true}, far: {name: appmanage-nowhere, external: true}}",
        stop: { is: "missing", what: "network", name: "appmanage-nowhere" }, code: "Container.Command.Error",
        detail: /^network appmanage-nowhere: external, and does not exist$/,
    },
    "a file that is not a compose file": {
        more: "    ports: 80", stop: { is: "compose-file" }, code: "Container.Command.Error", detail: /ports/,
    },
    "a file outside its folder": {
        more: "    env_file: ../wordpress/.env", stop: { is: "library-folder" }, code: "SystemError",
        detail: /^reads-outside: \.\.\/wordpress\/\.env$/,
    },
};

test.each(Object.entries(wanting))("an app that wants %s", async (_what, { more, rest, stop, code, detail }) => {
    world.addApp("wants", "busybox", ["latest"], compose(more, rest));
    const stopped = await stops(request("wants"));
    expect(stopped).toHaveLength(1);
    expect(stopped[0]).toMatchObject(stop);
    expect(await refusal(request("wants"))).toEqual({ code, detail: expect.stringMatching(detail) as string });
});

test("an app that wants more than the host has, each said with what there is", async () => {
    world.addApp("big", "busybox", ["latest"]);
    writeFileSync(join(world.library, "big/variables.json"), JSON.stringify({
        name: "big", trademark: "Big", release: true, edition: [{ dist: "community", version: ["latest"] }],
        requirements: { cpu: "4096", memory: "1 TB", disk: "9999999" },
    }));
    expect((await stops(request("big"))).map(({ is }) => is)).toEqual(["cpu", "memory", "disk"]);
    expect(await refusal(request("big"))).toEqual({
        code: "Requirement.NotEnough",
        detail: expect.stringMatching(new RegExp("^cpu: 4096 needed, [1-9]\\d* there; " +
            "memory: 1024\\.0 GiB needed, \\d+\\.\\d GiB available; " +
            "disk \\(/.*\\): 9999999\\.0 GiB needed, .* free$")) as string,
    });
});

test("what an app may do on the host is told, and stops nothing", async () => {
    world.addApp("mighty", "busybox", ["latest"], compose(
        "    privileged: true\n    network_mode: host\n    pid: host\n    cap_add: [NET_ADMIN]\n" +
        "    devices: [/dev/null]\n    security_opt: [\"seccomp:unconfined\"]\n" +
        "    volumes: [\"/var/run/docker.sock:/var/run/docker.sock\", \"/etc:/etc:ro\", " +
        "\"/etc/localtime:/etc/localtime:ro\"]", ""));
    const { checks } = await checkInstall(world.context(), request("mighty"));
    expect(checks.flatMap(check => check.is === "privilege" ? `${check.what} ${check.detail}`.trim() : [])).toEqual([
        "privileged", "docker-socket /run/docker.sock", "host-network", "host-processes", "host-path-read /etc",
        "devices /dev/null", "capability NET_ADMIN", "unconfined seccomp:unconfined",
    ]);
    expect(checks.filter(({ level }) => level === "stop")).toEqual([]);
});

test("only what was shown is installed, to the last file", async () => {
    world.addApp("shown", "busybox", ["latest"], compose("", ""));
    const asked = request("shown");
    const { definition, checks } = await checkInstall(world.context(), asked);
    expect(checks.filter(({ is }) => is === "privilege")).toEqual([]);
    expect(await world.ok("AppInstall", { ...asked, dry_run: true }))
        .toMatchObject({ definition, checks: checks.map(({ is, level }) => ({ is, level })) });
    expect(await world.belongings(asked.customer_app_name)).toEqual([]);
    const added = join(world.library, "shown", "start.sh");
    writeFileSync(added, "");
    const refused = await refusal({ ...asked, definition });
    expect(refused?.code).toBe("APP.DefinitionChanged");
    expect(refused?.detail).toMatch(/^definition: [0-9a-f]{64}$/);
    rmSync(added);
    expect((await world.ask("AppInstall", { ...asked, definition })).error).toBeUndefined();
    await world.reaches(asked.customer_app_name, "running");
});

test("names and ports that were promised to an app that is not there yet", async () => {
    const [first, second] = [world.id("first"), world.id("second")];
    const port = await freePort();
    world.addApp("fixed", "busybox", ["latest"],
        compose("", `  db: {image: "busybox:latest", container_name: ${world.prefix}db, command: ["true"], ` +
            `ports: ["${port}:1/udp"]}\nnetworks: {default: {name: $W9_NETWORK, external: true}}`));
    await world.install("fixed", first, "latest");
    expect((await world.ask("AppInstall", request("fixed", { customer_app_name: second }))).error)
        .toMatchObject({ Code: "Param.Settings.PortInUse", Detail: `${port}/udp is used by ${first}` });
    expect(await stops(request("fixed", { customer_app_name: second }))).toEqual([
        { is: "port", level: "stop", key: "", port, protocol: "udp", holder: first },
        { is: "container-name", level: "stop", name: `${world.prefix}db`, holder: first },
    ]);
});

test("a name of a project that has volumes only", async () => {
    const id = world.id("kept");
    await world.docker("volume", "create", "--label", `com.docker.compose.project=${id}`, `${id}_data`);
    made.push(["volume", `${id}_data`]);
    world.addApp("tiny", "busybox", ["latest"]);
    expect(await stops(request("tiny", { customer_app_name: id })))
        .toEqual([{ is: "name", level: "stop", field: "customer_app_name", code: "repeat" }]);
    expect((await world.ask("AppInstall", request("tiny", { customer_app_name: id }))).error?.Code)
        .toBe("Param.CustomerAppName.Repeat");
});

test("the host itself: read once, whole and quickly", async () => {
    const host = await readHost(nodeMachine(), world.paths.root);
    expect(host.cpu).toBeGreaterThan(0);
    expect(host.memory).toBeGreaterThan(2 ** 20);
    expect(host.freeMemory).toBeLessThan(host.memory);
    for (const { path, free } of Object.values(host.space)) {
        expect(free).toBeGreaterThan(2 ** 20);
        expect(path).toMatch(/^\//);
    }
    expect(host.engineVersion).toMatch(/^\d+\./);
    expect(host.composeVersion).toMatch(/^\d+\./);
    expect(host.addresses).toEqual(expect.arrayContaining(["127.0.0.1", host.address]));
    // Docker's own bridge is a route of the host.
    const [bridge = ""] = await world.docker(
        "network", "inspect", "bridge", "--format", "{{(index .IPAM.Config 0).Subnet}}");
    expect(host.routes).toContain(bridge);

    const draft = await draftOf(world.context(), "wordpress");
    const asked = request("wordpress", { app_version: draft.versions[0] ?? "" });
    const times: number[] = [];
    for (let round = 0; round < 5; round++) {
        const start = performance.now();
        await checkInstall(world.context(), asked);
        times.push(performance.now() - start);
    }
    expect(Math.min(...times)).toBeLessThan(2000);
});

test("two of one app side by side: each has its own database, addresses and ports", async () => {
    const folder = join(world.library, "pair");
    mkdirSync(folder, { recursive: true });
    world.addApp("pair", "busybox", ["latest"],
        compose("    depends_on: [db]\n    ports: [\"$W9_HTTP_PORT_SET:80\"]",
            "  db: {image: \"busybox:latest\", command: [sleep, \"1000\"], init: true}\n" +
            "networks: {default: {name: $W9_NETWORK, external: true}}"));
    writeFileSync(
        join(folder, ".env"), `W9_ID=pair\nW9_HTTP_PORT_SET=${await freePort()}\nW9_URL=x\nW9_NETWORK=websoft9\n`);
    const ids = [world.id("one"), world.id("two")];
    await Promise.all(ids.map(id => world.install("pair", id, "latest")));
    // Nothing of it answers on its port: it never counts as ready.
    await Promise.all(ids.map(untilUp));

    const addresses = await Promise.all(ids.map(async id => (await world.docker(
        "inspect", `${id}-db-1`, "--format", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}"))[0]));
    const seen = await Promise.all(ids.map(async id =>
        (await world.docker("exec", id, "ping", "-c", "1", "-W", "2", "db"))[0]));
    expect(seen.map(line => /\(([\d.]+)\)/.exec(line ?? "")?.[1])).toEqual(addresses);
    const networks = await Promise.all(ids.map(async id => (await world.docker(
        "network", "inspect", `appmanage-${id}`, "--format", "{{(index .IPAM.Config 0).Subnet}}"))[0] ?? ""));
    const [one, two] = networks.map(cidr => rangeOf(cidr));
    expect(one && two && overlaps(one, two)).toBe(false);
    const ports = await Promise.all(ids.map(async id => (await world.docker("port", id))[0]));
    expect(new Set(ports).size).toBe(2);
});

test("the network that compose would make has few addresses, and goes with the app", async () => {
    const id = world.id("plain");
    world.addApp("plain", "busybox", ["latest"], compose("", ""));
    await world.install("plain", id, "latest");
    await world.reaches(id, "running");
    expect(await world.belongings(id)).toEqual([`network ${id}_default`, `ps ${id}`]);
    const [subnet] = await world.docker(
        "network", "inspect", `${id}_default`, "--format", "{{(index .IPAM.Config 0).Subnet}}");
    expect(subnet).toMatch(/^10\..*\/26$/);
    await world.ok("AppStop", { app_id: id });
    await world.ok("AppStart", { app_id: id });
    await world.ok("AppUninstall", { app_id: id, purge: true });
    expect(await world.belongings(id)).toEqual([]);
});

async function untilUp(id: string) {
    for (let round = 0; round < 300; round++) {
        const up = await world.docker("ps", "-q", "--filter", `label=com.docker.compose.project=${id}`);
        if (up.length === 2)
            return;
        await new Promise(resolve => { setTimeout(resolve, 200); });
    }
    throw new Error(`${id} does not come up`);
}
