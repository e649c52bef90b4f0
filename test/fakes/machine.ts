// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * A host with real files in a folder of its own and no docker: the core's scripts that read and write files really run,
 * those that need docker or the whole host are answered here.
 */
import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Context } from "../../src/apps/context";
import { pathsBelow } from "../../src/apps/paths";
import { rawValue } from "../../src/library/environment";
import { finished, MachineError, type Finished, type Machine, type MachineProblem } from "../../src/machine/machine";
import { nodeMachine } from "../../src/machine/node";
import { elsewhereIn } from "./elsewhere";

export interface EngineContainer {
    id: string;
    project: string;
    service: string;
    state: string;
    status: string;
    /** Published on the host. */
    ports?: number[];
    /** Of its compose project; the app's own folder where nothing is said. */
    folder?: string;
    /** Id of its image. */
    image?: string;
    /** Seconds since 1970; 1 where nothing is said. */
    created?: number;
}

/** What a script answers instead of being run. */
export interface Said { status?: number, stdout?: string, stderr?: string }

const folderRoot = join(tmpdir(), "appmanage-fake-");
const ok: Said = {};
const info = {
    NCPU: 4, MemTotal: 8 * 1024 ** 3, DockerRootDir: "/var/lib/docker", Architecture: "x86_64", ServerVersion: "28.2.2",
};

function uptime(): number {
    return Math.floor(Number(readFileSync("/proc/uptime", "utf8").split(" ")[0]));
}

/** The socket that /proc/net/tcp shows for one who listens on `port`. */
function listening(port: number): string {
    const hex = port.toString(16).toUpperCase().padStart(4, "0");
    return `/proc/net/tcp:   0: 00000000:${hex} 00000000:0000 0A 00000000:00000000 00:00000000 00000000  0  0 ${port} 1\n`;
}

function bound([id, port]: [string, number]): string {
    const json = JSON.stringify({ "80/tcp": [{ HostIp: "", HostPort: String(port) }] });
    return `/var/lib/docker/containers/${id}/hostconfig.json:"PortBindings":${json}\n`;
}

/** As docker filters its list, as far as it is asked to. */
function filterOf(path: string): (container: EngineContainer) => boolean {
    const text = new URLSearchParams(path.split("?")[1]).get("filters") ?? "{}";
    const { label = [], name = [] } = JSON.parse(text) as { label?: string[], name?: string[] };
    return ({ id, project }) => label.every(one => one === `com.docker.compose.project=${project}`) &&
        (name.length === 0 || name.some(pattern => new RegExp(pattern).test(`/${id}`)));
}

export class FakeMachine implements Machine {
    readonly folder = mkdtempSync(folderRoot);
    readonly paths = pathsBelow(join(this.folder, "data"), elsewhereIn(this.folder));
    readonly library = join(this.folder, "library");
    readonly context: Context = {
        machine: this,
        user: "tester",
        paths: this.paths,
        configurationFile: join(this.folder, "appmanage.json"),
        shippedLibraries: [this.library],
        hostName: "server.example",
    };

    containers: EngineContainer[] = [];
    /** Digests in registries, by the image's id. */
    images: Record<string, string[]> = {};
    listeners: number[] = [];
    /** Host ports that stopped containers were created with, by the container's id. */
    bindings: Record<string, number> = {};
    /** Paths that the engine was asked for. */
    asked: string[] = [];
    /** What a call of the engine, or a script by its name, meets instead of the host. */
    problems = new Map<string, MachineProblem>();
    /** Answers to scripts, by name. */
    says = new Map<string, Said>();
    /** Scripts that were started, by name, with their arguments. */
    ran: { name: string, args: readonly string[], input: string }[] = [];
    readonly #host = nodeMachine();

    remove() {
        rmSync(this.folder, { recursive: true, force: true });
    }

    /** A file below the folder, with the folders above it. */
    write(path: string, content: string | Uint8Array) {
        const whole = join(this.folder, path);
        mkdirSync(join(whole, ".."), { recursive: true });
        writeFileSync(whole, content);
        return whole;
    }

    /** An app of the library: a web server on a port of the host. */
    addApp(name: string, variables: object = {}, files: Record<string, string> = {}) {
        const content: Record<string, string> = {
            "variables.json": JSON.stringify({
                name, trademark: name.toUpperCase(), release: true,
                edition: [{ dist: "community", version: ["1.0", "latest"] }],
                requirements: { cpu: "1", memory: "1", disk: "1" },
                ...variables,
            }),
            ".env": `W9_ID='${name}'\nW9_VERSION='1.0'\nW9_POWER_PASSWORD='old'\nW9_HTTP_PORT_SET='9001'\n` +
                "W9_TITLE_SET='Hello'\nW9_URL=internet_ip\nW9_LOGIN_USER=admin\n" +
                "W9_LOGIN_PASSWORD=$W9_POWER_PASSWORD\nW9_NETWORK=websoft9\n",
            "docker-compose.yml":
                "services:\n  web:\n    image: web:$W9_VERSION\n    ports: ['$W9_HTTP_PORT_SET:80']\n",
            ...files,
        };
        for (const [file, text] of Object.entries(content))
            this.write(`library/${name}/${file}`, text);
    }

    /** How the job of an app stands; one that is alive was asked for just now. `kind`: its kind, its wish and the one before. */
    setJob(id: string, phase: string, alive: boolean, kind = "install running none") {
        this.write(`data/jobs/${id}/kind`, `${kind}\n`);
        this.write(`data/jobs/${id}/phase`, `${phase}\n`);
        this.write(`data/jobs/${id}/ticket`, `${Date.now()} ${alive ? uptime() : ""}\n`);
    }

    /** Everything below the folder, with what is in it. */
    listing(): string[] {
        const names = readdirSync(this.folder, { recursive: true, encoding: "utf8" });
        return names.sort().map(name => {
            const file = join(this.folder, name);
            const stat = lstatSync(file);
            const content = stat.isFile() ? createHash("sha256").update(readFileSync(file)).digest("hex")
                : stat.isSymbolicLink() ? readlinkSync(file) : "folder";
            return `${name} ${stat.mode.toString(8)} ${content}`;
        });
    }

    async run(...[argv, options]: Parameters<Machine["run"]>): Promise<Finished> {
        // "sh -c script name argument…", or a plain program
        const at = argv.includes("-c") ? argv.lastIndexOf("-c") + 2 : argv[0] === "timeout" ? 4 : 0;
        const name = argv[at] ?? "";
        const args = argv.slice(at + 1);
        this.ran.push({ name, args, input: String(options?.input ?? "") });
        this.#meet(name);
        const said = this.says.get(name) ?? this.#saidBy(name, args, String(options?.input ?? ""));
        if (said === undefined)
            return this.#host.run(argv, options);
        return finished(said.status ?? 0, new TextEncoder().encode(said.stdout ?? ""), said.stderr ?? "");
    }

    async read(path: string) {
        this.#meet("read");
        return this.#host.read(path);
    }

    watch(path: string, changed: () => void) {
        return this.#host.watch(path, changed);
    }

    async request(_socket: string, { path: versioned }: { path: string }) {
        await Promise.resolve();
        this.#meet("request");
        const path = versioned.replace(/^\/v\d+\.\d+/, "");
        this.asked.push(path);
        if (path.startsWith("/containers/json"))
            return this.#reply(this.containers.filter(filterOf(path)).map(container => this.#listed(container)));
        const known = this.containers.find(({ id }) => path === `/containers/${id}/json`);
        if (known)
            return this.#reply({
                Name: `/${known.id}`, Config: { Labels: { "com.docker.compose.project": known.project } },
                RestartCount: 0, State: { OOMKilled: false, Error: "" },
            });
        if (path === "/images/json")
            return this.#reply(Object.entries(this.images).map(([Id, digests]) =>
                ({ Id, RepoDigests: digests.map(digest => `web@${digest}`) })));
        if (path === "/networks")
            return this.#reply([{ Name: "bridge", Labels: {}, IPAM: { Config: [{ Subnet: "172.17.0.0/16" }] } }]);
        if (path === "/volumes")
            return this.#reply({ Volumes: [] });
        if (path === "/info")
            return this.#reply(info);
        return { status: 404, body: JSON.stringify({ message: "no such container" }) };
    }

    follow(...[, path]: Parameters<Machine["follow"]>): Promise<void> {
        return Promise.reject(new MachineError("failed", `nothing to follow at ${path}`));
    }

    #meet(what: string) {
        const problem = this.problems.get(what);
        if (problem)
            throw new MachineError(problem, `${what}: ${problem}`);
    }

    #reply(body: unknown) {
        return { status: 200, body: JSON.stringify(body) };
    }

    #listed(container: EngineContainer) {
        const { id, project, service, state, status, ports = [], image = "", created = 1 } = container;
        const { folder = this.paths.app(project) } = container;
        return {
            Id: id, Names: [`/${id}`], Image: "web", ImageID: image, State: state, Status: status, Created: created,
            Labels: {
                "com.docker.compose.project": project,
                "com.docker.compose.service": service,
                "com.docker.compose.project.working_dir": folder,
            },
            Ports: ports.map(port => ({ IP: "0.0.0.0", PrivatePort: 80, PublicPort: port, Type: "tcp" })),
        };
    }

    /** The job does its work at once. */
    #ended(root: string, id: string): string {
        const job = join(root, "jobs", id);
        const isGone = readFileSync(join(job, "kind"), "utf8").includes(" gone ");
        const phase = isGone ? "removed" : "done";
        writeFileSync(join(job, "phase"), `${phase}\n`);
        if (isGone)
            rmSync(join(root, "apps", id), { recursive: true, force: true });
        return phase;
    }

    #saidBy(name: string, args: readonly string[], input: string): Said | undefined {
        const [root = "", id = ""] = args;
        switch (name) {
        case "read-host":
            return {
                stdout: `# sockets\n${this.listeners.map(listening).join("")}` +
                    `# bindings\n${Object.entries(this.bindings).map(bound).join("")}` +
                    "# kernel\n==> /proc/meminfo <==\nMemTotal: 8388608 kB\nMemAvailable: 4194304 kB\n" +
                    `# disk\n/var/lib/docker\n/var/lib/docker\n${root}\nhead\n` +
                    "/dev/sda 9 9 21474836480 1% /\n".repeat(3),
            };
        case "docker":
            return args.join(" ") === "compose version --short" ? { stdout: "2.26.1\n" } : undefined;
        case "port-programs":
            return { stdout: args.map(inode => `${inode} nginx\n`).join("") };
        case "resolve":
            return { stdout: args.includes("--no-interpolate") ? unresolved : resolved(input, args[3] ?? "") };
        case "start-job":
            this.setJob(id, "queued", true, args[args.indexOf("kind") + 1]);
            return ok;
        case "await-job":
            return { stdout: `${this.#ended(root, id)}\n` };
        case "cancel-job":
            this.setJob(id, "queued", true, "uninstall gone -");
            return ok;
        case "logger":
        case "list-belongings":
            return ok;
        default:
            return undefined;
        }
    }
}

/** The ports of an app of `addApp` as its compose file has them. */
const unresolved = JSON.stringify({ services: { web: { ports: ["$W9_HTTP_PORT_SET:80"] } } });

/** What compose makes of an app of `addApp` with this `.env` and this override file. */
function resolved(env: string, override: string): string {
    const value = (key: string) => rawValue(env, key) ?? "";
    return JSON.stringify({
        name: value("W9_ID"),
        services: {
            web: {
                image: `web:${value("W9_VERSION")}`,
                restart: "unless-stopped",
                ports: [{
                    target: 80, published: value("W9_HTTP_PORT_SET"), protocol: "tcp",
                    ...override.includes('"127.0.0.1:$W9_HTTP_PORT_SET:80"') && { host_ip: "127.0.0.1" },
                }],
            },
        },
        networks: { default: { name: value("W9_NETWORK"), external: true } },
        "x-appmanage": {
            W9_URL: value("W9_URL"),
            W9_LOGIN_USER: value("W9_LOGIN_USER"),
            W9_LOGIN_PASSWORD: value("W9_POWER_PASSWORD"),
        },
    });
}
