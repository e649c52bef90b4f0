// SPDX-License-Identifier: LGPL-2.1-or-later
/** Causes of failure against a real Docker: each is brought about by the job's own script, and told from its log. */
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CauseId } from "../../src/jobs/log/causes";
import { causeOf } from "../../src/jobs/log/failure";
import { runScript } from "../../src/jobs/run-script";
import { nodeMachine } from "../../src/machine/node";
import { failingRegistry, type FailingRegistry } from "./failing-registry";

interface Failure {
    id: CauseId;
    args: string[];
    step: "config" | "pull" | "create";
    /** Added to the project's only service; it has the test's image. */
    web?: Record<string, unknown>;
    services?: Record<string, unknown>;
    /** The rest of the project's file. */
    more?: Record<string, unknown>;
    /** The whole file. */
    text?: string;
    env?: string;
}

const root = mkdtempSync(join(tmpdir(), "failures-"));
const prefix = `failure${process.pid}x`;
const image = `appmanage-test/failures:${process.pid}`;
/** The name of a container and of a network. */
const taken = `${prefix}taken`;
const machine = nodeMachine();
const atOnce = 4;

// What is known only later stands as $ID, $REGISTRY, $LOCKED, $PORT in the files and arguments.

function pull(id: CauseId, from: string, ...args: string[]): Failure {
    return { id, args, step: "pull", web: { image: from } };
}

function invalid(id: CauseId, web: Record<string, unknown>, ...args: string[]): Failure {
    return { id, args, step: "config", web };
}

function create(id: CauseId, web: Record<string, unknown>, ...args: string[]): Failure {
    return { id, args, step: "create", web };
}

function within(range: string): Record<string, unknown> {
    return { networks: { default: { ipam: { config: [{ subnet: range }] } } } };
}

/** `web` waits for another service. */
function waiting(id: CauseId, condition: string, service: Record<string, unknown>, ...args: string[]): Failure {
    const web = { depends_on: { other: { condition } } };
    return { ...create(id, web, ...args), services: { other: { image, ...service } } };
}

const sick = { test: ["CMD", "false"], interval: "300ms", retries: 1, timeout: "5s" };
const sleep = ["sleep", "100"];
const gpu = { driver: "nvidia", capabilities: ["gpu"] };

const failures: Failure[] = [
    pull("registry-unreachable", "127.0.0.1:9/x:1"),
    pull("name-not-resolved", "registry.invalid/x:1", "registry.invalid"),
    pull("rate-limit", "$REGISTRY/limited:1"),
    pull("access-denied", "$REGISTRY/forbidden:1"),
    pull("registry-error", "$REGISTRY/broken:1", "503"),
    pull("registry-odd-answer", "$REGISTRY/portal:1"),
    pull("wrong-architecture", "$REGISTRY/processor:1"),
    pull("digest-mismatch", "$REGISTRY/digest:1"),
    pull("image-damaged", "$REGISTRY/untar:1"),
    pull("image-damaged", "$REGISTRY/without-layer:1"),
    pull("connection-lost", "$REGISTRY/hang-up:1"),
    pull("no-such-image", "$REGISTRY/x:1"),
    pull("not-logged-in", "$LOCKED/x:1"),
    pull("bad-image-name", "Upper/Case:1"),

    create("port-taken", { ports: ["127.0.0.1:$PORT:80"] }, "$PORT"),
    create("address-not-here", { ports: ["192.0.2.1:8080:80"] }, "192.0.2.1:8080"),
    create("container-name-taken", { container_name: taken }, taken),
    { ...create("network-overlap", {}), more: within("10.213.7.0/24") },
    { ...create("network-settings", { networks: { default: { ipv4_address: "192.0.2.7" } } }),
        more: within("10.213.9.0/24") },
    { ...create("network-missing", {}, `${prefix}none`),
        more: { networks: { default: { external: true, name: `${prefix}none` } } } },
    { ...create("network-taken", {}, taken), more: { networks: { default: { name: taken } } } },
    { ...create("volume-missing", { volumes: ["data:/data"] }, `${prefix}none`),
        more: { volumes: { data: { external: true, name: `${prefix}none` } } } },
    { ...create("plugin-missing", { volumes: ["data:/data"] }, "nosuch"),
        more: { volumes: { data: { driver: "nosuch" } } } },
    create("bind-source-missing", { volumes: [{ type: "bind", source: "/no/such", target: "/x" }] }, "/no/such"),
    create("mount-kind", { volumes: ["./docker-compose.yml:/bin"] }),
    create("device-missing", { devices: ["/dev/nosuch:/dev/x"] }, "/dev/nosuch"),
    create("gpu-missing", { deploy: { resources: { reservations: { devices: [gpu] } } } }),
    create("runtime-missing", { runtime: "nosuch" }, "nosuch"),
    create("program-missing", { command: ["/no/such"] }, "/no/such"),
    create("user-missing", { user: "nobodyhere" }, "nobodyhere"),
    create("resource-limits", { cpus: 4096 }),
    create("kernel-setting", { sysctls: { "kernel.nosuch": 1 } }, "kernel.nosuch"),
    create("right-refused", { cap_add: ["NO_SUCH"] }),
    create("container-missing", { network_mode: `container:${prefix}none` }, `${prefix}none`),

    waiting("health-check-failing", "service_healthy", { healthcheck: sick, command: sleep }, "$ID-other-1"),
    waiting("health-check-missing", "service_healthy", { command: sleep }, "$ID-other-1"),
    waiting("service-ended", "service_healthy",
        { healthcheck: { ...sick, retries: 100 }, command: ["sh", "-c", "sleep 1; exit 7"] }, "$ID-other-1", "7"),
    waiting("one-shot-failing", "service_completed_successfully", { command: ["sh", "-c", "exit 3"] }, "other", "3"),

    invalid("compose-file-invalid", { ports: 80 }),
    invalid("compose-file-invalid", { networks: ["nowhere"] }),
    invalid("compose-file-invalid", { command: "${X" }),
    { ...invalid("compose-file-invalid", {}), text: "services:\n  web: [\n" },
    invalid("compose-feature-unknown", { imge: "x" }, "imge"),
    invalid("variable-missing", { command: "${NEEDED:?set it first}" }, "NEEDED"),
    { ...invalid("env-file-invalid", {}), env: "GOOD=1\nPASSWORD 'hunter2\n" },
];

/** Runs the job of an app as the page would start it, and reads how it ended. */
async function causeBehind(failure: Failure, id: string, fill: (text: string) => string): Promise<Ending> {
    const app = join(root, id, "apps", id);
    const job = join(root, id, "jobs", id);
    mkdirSync(app, { recursive: true });
    mkdirSync(job, { recursive: true });
    const services = { web: { image, command: sleep, ...failure.web }, ...failure.services };
    // JSON is YAML.
    writeFileSync(join(app, "docker-compose.yml"), failure.text ?? fill(JSON.stringify({ services, ...failure.more })));
    writeFileSync(join(app, ".env"), failure.env ?? "");
    writeFileSync(join(job, "ticket"), "1\n");
    mkdirSync(join(root, id, "locks"), { recursive: true });
    writeFileSync(join(job, "run"), runScript);
    await machine.run(["timeout", "100", "sh", join(job, "run")], { seconds: 110 });
    const [word, step = "", exit = ""] = readFileSync(join(job, "phase"), "utf8").trim().split(" ");
    const log = readFileSync(join(job, "log"), "utf8");
    if (word !== "failed")
        throw new Error(`The job is ${word}:\n${log}`);
    const { id: cause, args, raw } = causeOf(log, step, Number(exit));
    return { id: cause, args, step, raw };
}

interface Ending {
    id: CauseId;
    args: string[];
    step: string;
    raw: string[];
}

const told = new Map<Failure, Ending>();
const filled = new Map<Failure, string[]>();
const troubles = new Map<Failure, string>();
const holder = createServer();
let registry: FailingRegistry | undefined;

beforeAll(async () => {
    execFileSync(join(__dirname, "../images/busybox/build"), [image], { stdio: "ignore" });
    execFileSync("docker", ["create", "--name", taken, image, "true"], { stdio: "ignore" });
    execFileSync("docker", ["network", "create", "--subnet", "10.213.7.0/28", taken], { stdio: "ignore" });
    const { address, locked } = registry = await failingRegistry();
    holder.listen(0, "127.0.0.1");
    await once(holder, "listening");
    const at = holder.address();
    const port = typeof at === "object" && at ? at.port : 0;

    const queue = failures.map((failure, index) => ({ failure, id: `${prefix}${index}` }));
    await Promise.all(Array.from({ length: atOnce }, async () => {
        for (let next = queue.shift(); next; next = queue.shift()) {
            const { failure, id } = next;
            const fill = (text: string) => text.replaceAll("$ID", id).replaceAll("$REGISTRY", address)
                .replaceAll("$LOCKED", locked).replaceAll("$PORT", String(port));
            filled.set(failure, failure.args.map(fill));
            try {
                told.set(failure, await causeBehind(failure, id, fill));
            } catch (error) {
                troubles.set(failure, String(error));
            }
            // The address ranges of its networks are needed by others.
            await machine.run(["docker", "compose", "-p", id, "down", "-v", "-t", "0"]);
        }
    }));
}, 400_000);

afterAll(() => {
    registry?.close();
    holder.close();
    const clear = `
docker ps -aq --filter "name=^/$1" | xargs -r docker rm -f -v
docker network ls -q --filter "name=^$1" | xargs -r docker network rm
docker rmi "$2"`;
    execFileSync("sh", ["-c", clear, "clear", prefix, image], { stdio: "ignore" });
    rmSync(root, { recursive: true });
}, 60_000);

test.each(failures.map((failure, index) => ({ failure, name: `${index}: ${failure.id}` })))("$name", ({ failure }) => {
    const { id, step } = failure;
    expect(troubles.get(failure)).toBeUndefined();
    expect(told.get(failure)).toMatchObject({ id, step, args: filled.get(failure) });
    expect(told.get(failure)?.raw).not.toEqual([]);
    expect(told.get(failure)?.raw.join("\n")).not.toContain("hunter2");
});
