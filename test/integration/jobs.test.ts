// SPDX-License-Identifier: LGPL-2.1-or-later
/** Jobs on this host as it is, with systemd or without: started, killed, resumed, cancelled. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cancelJob, JobAtWork, resume, startJob, survey } from "../../src/jobs/folder";
import type { Job } from "../../src/jobs/job";
import { nodeMachine } from "../../src/machine/node";

const root = mkdtempSync(join(tmpdir(), "jobs-"));
const prefix = `jobs${process.pid}x`;
const image = `appmanage-test/jobs:${process.pid}`;
const machine = nodeMachine();

const sh = (script: string, ...args: string[]) =>
    execFileSync("sh", ["-c", script, "sh", ...args], { encoding: "utf8" });

/** Creating takes three seconds, because one waits for the other. */
function bring(id: string): string {
    const folder = join(root, "apps", id);
    mkdirSync(folder, { recursive: true });
    const service = { image, network_mode: "none", stop_signal: "SIGKILL", restart: "no" };
    writeFileSync(join(folder, "docker-compose.yml"), JSON.stringify({ services: {
        db: {
            ...service,
            command: ["sh", "-c", "sleep 3; touch /tmp/ready; exec sleep 1000"],
            healthcheck: { test: ["CMD", "test", "-e", "/tmp/ready"], interval: "1s", retries: 60 },
        },
        web: { ...service, command: ["sleep", "1000"], depends_on: { db: { condition: "service_healthy" } } },
    } }));
    return id;
}

async function jobOf(id: string): Promise<Job | undefined> {
    return (await survey(machine, root)).jobs.get(id);
}

async function until(id: string, isThere: (job: Job) => boolean): Promise<Job> {
    const end = Date.now() + 60_000;
    for (;;) {
        const job = await jobOf(id);
        if (job && isThere(job))
            return job;
        if (Date.now() > end)
            throw new Error(`${id} is ${JSON.stringify(job)}`);
        await new Promise(resolve => setTimeout(resolve, 100));
    }
}

const start = (id: string) => startJob(machine, root, { id, network: null, port: null, images: [] });
const isDone = ({ phase }: Job) => phase === "done";
const runs = (id: string) => readFileSync(join(root, "jobs", id, "log"), "utf8").match(/^--- run /gm)?.length;
const workers = (id: string) => sh("grep -lzsx \"APPMANAGE_JOB=$1\" /proc/[0-9]*/environ || true", id).trim();

beforeAll(async () => {
    await machine.run([join(__dirname, "../images/busybox/build"), image], { seconds: 300 });
}, 60_000);

afterAll(() => {
    sh("docker ps -aq --filter \"name=$1\" | xargs -r docker rm -f -v; docker rmi \"$2\"", prefix, image);
    rmSync(root, { recursive: true, force: true });
}, 60_000);

test("of two who start a job at once one does, and it runs once", async () => {
    const id = bring(`${prefix}two`);
    const results = await Promise.allSettled([start(id), start(id), start(id)]);
    for (const result of results) {
        if (result.status === "rejected")
            expect(result.reason).toBeInstanceOf(JobAtWork);
    }
    expect(results.some(({ status }) => status === "fulfilled")).toBe(true);
    await until(id, isDone);
    expect(runs(id)).toBe(1);
}, 90_000);

test("one whose shell and commands are killed is resumed, and keeps its ticket", async () => {
    const id = bring(`${prefix}kill`);
    await start(id);
    const before = await until(id, ({ phase }) => phase === "creating");
    // One that was started at this moment would keep the job's lock.
    sh(`while workers=$(grep -lzsx "APPMANAGE_JOB=$1" /proc/[0-9]*/environ | cut -d / -f 3) && [ -n "$workers" ]; do
        kill -9 $workers 2>/dev/null || true
    done`, id);
    await resume(machine, root);
    const after = await until(id, isDone);
    expect(after.ticket).toBe(before.ticket);
    expect(runs(id)).toBe(2);
    expect(sh("docker ps -q --filter \"label=com.docker.compose.project=$1\" | wc -l", id).trim()).toBe("2");
}, 90_000);

test("a crash loop is waited for no longer than it takes to be sure, though its health check is always starting", async () => {
    const id = `${prefix}crash`;
    const folder = join(root, "apps", id);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "docker-compose.yml"), JSON.stringify({ services: {
        web: {
            image, network_mode: "none", restart: "always", command: ["sh", "-c", "sleep 0.5; exit 3"],
            healthcheck: { test: ["CMD", "true"], interval: "5s", start_period: "60s" },
        },
    } }));
    await start(id);
    // Docker's own pauses between the first eight restarts are 25 s.
    await until(id, ({ phase }) => phase === "starting");
    await until(id, ({ phase }) => phase !== "starting");
    expect(await jobOf(id)).toMatchObject({ phase: "done" });
}, 120_000);

test.each(["queued", "creating"] as const)("cancelled while %s nothing of it works on", async phase => {
    const id = bring(`${prefix}cancel${phase}`);
    const other = bring(`${prefix}before${phase}`);
    if (phase === "queued")
        await start(other);
    await start(id);
    await until(id, job => job.phase === phase);
    const begin = Date.now();
    await cancelJob(machine, root, id);
    expect(Date.now() - begin).toBeLessThan(5000);
    expect(workers(id)).toBe("");
    expect(await jobOf(id)).toMatchObject({ phase: "cancelled", alive: false });
    // Nobody starts it again.
    await resume(machine, root);
    expect(await jobOf(id)).toMatchObject({ phase: "cancelled", alive: false });
    if (phase === "queued")
        await until(other, isDone);
}, 90_000);
