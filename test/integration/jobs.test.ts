// SPDX-License-Identifier: LGPL-2.1-or-later
/** Jobs on this host as it is, with systemd or without: started, killed, resumed, cancelled. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { survey } from "../../src/jobs/folder";
import type { Job } from "../../src/jobs/job";
import { awaitJob, cancelJob, JobAtWork, NoJobAtWork, probeAgain, resume, startJob, type JobRequest } from "../../src/jobs/jobs";
import { nodeMachine } from "../../src/machine/node";
import { freePort } from "./world";

const root = mkdtempSync(join(tmpdir(), "jobs-"));
const prefix = `jobs${process.pid}x`;
const image = `appmanage-test/jobs:${process.pid}`;
const machine = nodeMachine();

const sh = (script: string, ...args: string[]) =>
    execFileSync("sh", ["-c", script, "sh", ...args], { encoding: "utf8" });

type Services = Record<string, Record<string, unknown>>;

function bring(id: string, services: Services): string {
    const folder = join(root, "apps", id);
    mkdirSync(folder, { recursive: true });
    const common = { image, network_mode: "none", stop_signal: "SIGKILL", restart: "no" };
    writeFileSync(join(folder, "docker-compose.yml"), JSON.stringify({
        services: Object.fromEntries(Object.entries(services).map(([name, service]) => [name, { ...common, ...service }])),
        volumes: { data: {} },
    }));
    return id;
}

const sleeps = { command: ["sleep", "1000"] };

/** Becoming ready takes three seconds, and the web server waits for it. */
const slow: Services = {
    db: {
        command: ["sh", "-c", "sleep 3; touch /tmp/ready; exec sleep 1000"],
        healthcheck: {
            // Once it is healthy, checks of apps that stay until the end would only slow down the tests after it.
            test: ["CMD", "test", "-e", "/tmp/ready"], interval: "1h", start_period: "1m", start_interval: "1s",
        },
        volumes: ["data:/data"],
    },
    web: { ...sleeps, depends_on: { db: { condition: "service_healthy" } } },
};

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

function start(id: string, parts: Partial<JobRequest> = {}): Promise<void> {
    return startJob(machine, root, {
        id, kind: "install", wish: "running", before: "none", network: null, probe: null, images: [image],
        refresh: false, pull: [], ...parts,
    });
}

/** Its outcome, as an operation waits for it. */
async function ran(id: string, parts: Partial<JobRequest> = {}) {
    await start(id, parts);
    return awaitJob(machine, root, id, 60);
}

const isDone = ({ phase }: Job) => phase === "done";
const runs = (id: string) => readFileSync(join(root, "jobs", id, "log"), "utf8").match(/^--- run /gm)?.length;
const workers = (id: string) => sh("grep -lzsx \"APPMANAGE_JOB=$1\" /proc/[0-9]*/environ || true", id).trim();
/** "service state" of its containers. */
const containers = (id: string) => sh(`docker ps -a --filter "label=com.docker.compose.project=$1" \
    --format '{{.Label "com.docker.compose.service"}} {{.State}}' | sort`, id).trim().split("\n");
const container = (id: string, service: string) => sh("docker ps -aq --no-trunc --filter \"name=^$1-$2-1$\"", id, service).trim();
const volumes = (id: string) => sh("docker volume ls -q --filter \"name=$1\"", id).trim();

beforeAll(async () => {
    await machine.run([join(__dirname, "../images/busybox/build"), image], { seconds: 300 });
}, 60_000);

afterAll(() => {
    sh(`docker ps -aq --filter "name=$1" | xargs -r docker rm -f -v
        docker volume ls -q --filter "name=$1" | xargs -r docker volume rm
        docker rmi -f "$2"`, prefix, image);
    rmSync(root, { recursive: true, force: true });
}, 60_000);

jest.setTimeout(180_000);

it("runs once when several callers start it at the same time", async () => {
    const id = bring(`${prefix}two`, slow);
    const results = await Promise.allSettled([start(id), start(id), start(id)]);
    for (const result of results) {
        if (result.status === "rejected")
            expect(result.reason).toBeInstanceOf(JobAtWork);
    }
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await until(id, isDone);
    expect(runs(id)).toBe(1);
});

it("is started though someone else holds the lock for a moment, to look whether it is at work", async () => {
    const id = bring(`${prefix}look`, { web: sleeps });
    await ran(id);
    writeFileSync(join(root, "jobs", id, "phase"), "queued\n");
    sh("exec 9>>\"$1\"; flock 9; (sleep 1) & sh \"$2\" start anew 9>&-", join(root, "locks", id), join(root, "jobs", id, "run"));
    await until(id, isDone);
    expect(runs(id)).toBe(2);
});

it("does nothing where another job of the app has followed while it waited", async () => {
    const id = bring(`${prefix}late`, { web: sleeps });
    await ran(id);
    const file = (name: string) => join(root, "jobs", id, name);
    writeFileSync(file("phase"), "queued\n");
    sh("exec 9>>\"$1\"; flock 9; sh \"$2\" 9>&- & sleep 0.5; echo 1 1 >\"$3\"; exec 9>&-; wait",
        join(root, "locks", id), file("run"), file("ticket"));
    expect([runs(id), readFileSync(file("phase"), "utf8")]).toEqual([1, "queued\n"]);
    writeFileSync(file("phase"), "done\n");
});

it("is resumed after its shell and commands are killed, and keeps its ticket", async () => {
    const id = bring(`${prefix}kill`, slow);
    await start(id);
    const before = await until(id, ({ phase }) => phase === "starting");
    // One that was started at this moment would keep the job's lock.
    sh(`while workers=$(grep -lzsx "APPMANAGE_JOB=$1" /proc/[0-9]*/environ | cut -d / -f 3) && [ -n "$workers" ]; do
        kill -9 $workers 2>/dev/null || true
    done`, id);
    await resume(machine, root);
    await until(id, isDone);
    expect(readFileSync(join(root, "jobs", id, "ticket"), "utf8").split(" ")[0]).toBe(String(before.ticket));
    expect(runs(id)).toBe(2);
    expect(containers(id)).toEqual(["db running", "web running"]);
});

it("holds the queue until the first container starts, not until all are ready", async () => {
    const first = bring(`${prefix}slow`, { ...slow, db: { ...slow.db, command: ["sh", "-c", "exec sleep 1000"] } });
    const second = bring(`${prefix}quick`, { web: sleeps });
    await start(first);
    await until(first, ({ phase }) => phase === "starting");
    await start(second);
    await until(second, isDone);
    expect(await jobOf(first)).toMatchObject({ phase: "starting", alive: true });
    await cancelJob(machine, root, first);
    await awaitJob(machine, root, first, 30);
});

it("waits for a crash loop no longer than it takes to be sure, though its health check is always starting", async () => {
    const id = bring(`${prefix}crash`, {
        web: {
            restart: "always", command: ["sh", "-c", "sleep 0.5; exit 3"],
            healthcheck: { test: ["CMD", "true"], interval: "5s", start_period: "60s" },
        },
    });
    // Docker's own pauses between the first eight restarts are 25 s.
    expect(await ran(id)).toMatchObject({ phase: "done" });
}, 120_000);

describe("an app that does not answer", () => {
    const patience = process.env.APPMANAGE_PATIENCE;
    beforeEach(() => { process.env.APPMANAGE_PATIENCE = "4"; });
    afterEach(() => {
        if (patience === undefined)
            delete process.env.APPMANAGE_PATIENCE;
        else
            process.env.APPMANAGE_PATIENCE = patience;
    });

    it("is over for the job after some time, and found once it does answer", async () => {
        const port = await freePort();
        const id = bring(`${prefix}mute`, { web: { ...sleeps, network_mode: "bridge", ports: [`127.0.0.1:${port}:80`] } });
        const probe = { scheme: "http", address: "127.0.0.1", port } as const;
        expect(await ran(id, { probe })).toMatchObject({ phase: "done", detail: "unanswered" });
        expect(containers(id)).toEqual(["web running"]);
        await probeAgain(machine, root, id);
        expect(readFileSync(join(root, "jobs", id, "phase"), "utf8").trim()).toBe("done unanswered");
        sh("docker exec -d \"$1\" httpd -p 80 -h /", container(id, "web"));
        await until(id, ({ detail }) => {
            void probeAgain(machine, root, id);
            return detail === "";
        });
    });

    it("may as well have a health check that says nothing", async () => {
        const id = bring(`${prefix}quiet`, {
            web: { ...sleeps, healthcheck: { test: ["CMD", "false"], interval: "1s", start_period: "600s" } },
        });
        expect(await ran(id)).toMatchObject({ phase: "done", detail: "unanswered" });
        expect(containers(id)).toEqual(["web running"]);
    });
});

describe("cancel", () => {
    it.each(["queued", "creating"] as const)("deletes what an installation made that never started: %s", async phase => {
        const id = bring(`${prefix}cancel${phase}`, slow);
        // Nothing is created while another job has its turn, or until the network is there.
        const holder = bring(`${prefix}before${phase}`, slow);
        if (phase === "queued")
            await start(holder);
        await start(id, phase === "creating" ? { network: { name: `${prefix}none`, subnet: "not-a-subnet" } } : {});
        if (phase === "queued") {
            await until(id, job => job.phase === phase);
            await cancelJob(machine, root, id);
        } else {
            // Its network can't be made: the installation has failed before anything started.
            await until(id, job => job.phase === "failed");
            await expect(cancelJob(machine, root, id)).rejects.toBeInstanceOf(NoJobAtWork);
            await start(id, { kind: "uninstall", wish: "gone" });
        }
        expect(await awaitJob(machine, root, id, 30)).toMatchObject({ phase: "removed" });
        expect(workers(id)).toBe("");
        expect(containers(id)).toEqual([""]);
        expect(existsSync(join(root, "apps", id))).toBe(false);
        if (phase === "queued")
            await until(holder, isDone);
    });

    it("stops an app that has started, and keeps its data", async () => {
        const id = bring(`${prefix}started`, slow);
        await start(id);
        await until(id, ({ phase }) => phase === "starting");
        await until(id, () => containers(id).includes("db running"));
        sh("docker exec \"$1\" sh -c 'echo precious >/data/note'", container(id, "db"));
        await cancelJob(machine, root, id);
        expect(await awaitJob(machine, root, id, 30)).toMatchObject({ phase: "done" });
        expect(await jobOf(id)).toMatchObject({ kind: "stop", wish: "stopped" });
        expect(containers(id)).not.toContain("db running");
        expect(volumes(id)).toBe(`${id}_data`);

        expect(await ran(id, { kind: "start" })).toMatchObject({ phase: "done" });
        expect(sh("docker exec \"$1\" cat /data/note", container(id, "db"))).toBe("precious\n");
    });

    it("keeps the data when a retry is cancelled, even before anything has started again", async () => {
        const id = bring(`${prefix}retry`, { db: { ...sleeps, volumes: ["data:/data"] } });
        await ran(id);
        sh("docker rm -f \"$1\"; rm \"$2\"", container(id, "db"), join(root, "jobs", id, "started"));
        const holder = bring(`${prefix}beforeretry`, slow);
        await start(holder);
        await start(id);
        await until(id, ({ phase }) => phase === "queued");
        await cancelJob(machine, root, id);
        expect(await awaitJob(machine, root, id, 30)).toMatchObject({ phase: "done" });
        expect(volumes(id)).toBe(`${id}_data`);
        expect(existsSync(join(root, "apps", id))).toBe(true);
        await until(holder, isDone);
    });

    it("refuses where nothing can be cancelled", async () => {
        const id = bring(`${prefix}idle`, { web: sleeps });
        await ran(id);
        await expect(cancelJob(machine, root, id)).rejects.toBeInstanceOf(NoJobAtWork);
        expect(await jobOf(id)).toMatchObject({ phase: "done" });
    });

    it("is not kept from ending by another user's processes", async () => {
        const id = bring(`${prefix}guest`, slow);
        await start(id);
        await until(id, ({ phase }) => phase === "starting");
        const guest = "setpriv --reuid=65534 --clear-groups setsid sleep 30";
        const pid = sh(`APPMANAGE_JOB=$1 ${guest} >/dev/null 2>&1 & echo $!`, id).trim();
        await cancelJob(machine, root, id);
        // It is not ours to kill.
        expect(sh("kill -0 \"$1\" && echo there", pid)).toBe("there\n");
        sh("kill \"$1\"", pid);
        expect(await awaitJob(machine, root, id, 30)).toMatchObject({ phase: "done" });
    });
});

describe("stop, start, restart", () => {
    it("starts again what it stopped, and says in between what is wanted", async () => {
        const id = bring(`${prefix}life`, { web: { ...sleeps, restart: "always" } });
        await ran(id);
        expect(await ran(id, { kind: "stop", wish: "stopped" })).toMatchObject({ phase: "done" });
        expect(containers(id)).toEqual(["web exited"]);
        // Someone who saw it running must not start it again by changing a setting.
        await expect(start(id, { kind: "update", wish: "running", before: "running" })).rejects.toMatchObject({ kind: "stop" });
        expect(await jobOf(id)).toMatchObject({ kind: "stop", wish: "stopped", alive: false });
        // Else docker would start it at the next boot.
        const policy = sh("docker inspect --format '{{.HostConfig.RestartPolicy.Name}}' \"$1\"", container(id, "web"));
        expect(policy).toBe("unless-stopped\n");
        expect(await ran(id, { kind: "start" })).toMatchObject({ phase: "done" });
        expect(containers(id)).toEqual(["web running"]);
        expect(await ran(id, { kind: "restart" })).toMatchObject({ phase: "done" });
        expect(containers(id)).toEqual(["web running"]);
    });

    it("stops an app whose compose file can't be read, and does not wait for a FIFO", async () => {
        const id = bring(`${prefix}fifo`, { web: sleeps });
        await ran(id);
        sh("rm \"$1\" && mkfifo \"$1\"", join(root, "apps", id, "docker-compose.yml"));
        expect(await ran(id, { kind: "stop", wish: "stopped" })).toMatchObject({ phase: "done" });
        expect(containers(id)).toEqual(["web exited"]);
        const started = await ran(id, { kind: "start" });
        expect(started).toMatchObject({ phase: "failed", detail: "folder 1" });
        expect(started.said).toContain("docker-compose.yml: not a regular file");
        expect(await ran(id, { kind: "uninstall", wish: "gone" })).toMatchObject({ phase: "removed" });
        expect(containers(id)).toEqual([""]);
    });

    it("starts an app whose containers and network were removed by hand", async () => {
        const id = bring(`${prefix}prune`, { web: { ...sleeps, network_mode: "", networks: ["default"] } });
        const folder = join(root, "apps", id);
        const network = { name: `appmanage-${id}`, subnet: "10.214.77.0/28" };
        writeFileSync(join(folder, "docker-compose.yml"), JSON.stringify({
            services: { web: { image, ...sleeps, stop_signal: "SIGKILL" } },
            networks: { default: { name: network.name, external: true } },
        }));
        await ran(id, { network });
        for (const hand of ["docker network rm \"$2\"", "docker rm \"$1\"", "docker rm \"$1\"; docker network rm \"$2\""]) {
            await ran(id, { kind: "stop", wish: "stopped", network });
            sh(hand, container(id, "web"), network.name);
            expect(await ran(id, { kind: "start", network })).toMatchObject({ phase: "done" });
            expect(containers(id)).toEqual(["web running"]);
        }
        await ran(id, { kind: "uninstall", wish: "gone", network });
        expect(sh("docker network ls -q --filter \"name=$1\"", network.name)).toBe("");
    });

    it("starts a service again that uses the network of a container that was replaced", async () => {
        const id = bring(`${prefix}vpn`, {
            vpn: { ...sleeps, network_mode: "bridge" }, web: { ...sleeps, network_mode: "service:vpn" },
        });
        await ran(id);
        for (let round = 0; round < 3; round++) {
            expect(await ran(id, { kind: "restart" })).toMatchObject({ phase: "done" });
            expect(containers(id)).toEqual(["vpn running", "web running"]);
        }
        sh("docker rm -f \"$1\"; docker compose -p \"$2\" --project-directory \"$3\" up -d vpn 2>&1",
            container(id, "vpn"), id, join(root, "apps", id));
        await ran(id, { kind: "stop", wish: "stopped" });
        expect(await ran(id, { kind: "start" })).toMatchObject({ phase: "done" });
        expect(containers(id)).toEqual(["vpn running", "web running"]);
        expect(sh("docker inspect --format '{{.HostConfig.NetworkMode}}' \"$1\"", container(id, "web")).trim())
            .toBe(`container:${container(id, "vpn")}`);
    });

    it("does not say that it started what does not run", async () => {
        const id = bring(`${prefix}exits`, { web: { command: ["sh", "-c", "exit 3"] } });
        await ran(id);
        expect(await ran(id, { kind: "start" })).toMatchObject({ phase: "failed", detail: "start 1" });
        const twice = bring(`${prefix}task`, { task: { command: ["true"] } });
        await ran(twice);
        expect(await ran(twice, { kind: "start" })).toMatchObject({ phase: "done" });
    });

    it("ignores what .env says of compose itself, and takes PWD for the app's folder", async () => {
        const id = bring(`${prefix}env`, { web: { ...sleeps, volumes: ["${PWD}/site:/site"] } });
        writeFileSync(join(root, "apps", id, ".env"), "COMPOSE_IGNORE_ORPHANS=true\nDOCKER_HOST=tcp://192.0.2.1:1\n");
        expect(await ran(id)).toMatchObject({ phase: "done" });
        expect(existsSync(join(root, "apps", id, "site"))).toBe(true);
    });
});

describe("uninstall", () => {
    const graceful: Services = {
        web: {
            command: ["sh", "-c", "trap 'sleep 12; echo clean >/data/end; exit 0' TERM; while :; do sleep 0.2; done"],
            stop_signal: "SIGTERM", stop_grace_period: "40s", volumes: ["data:/data", "/nameless"],
        },
    };

    it("gives containers their own grace period where data is kept, and says what it kept", async () => {
        const id = bring(`${prefix}grace`, graceful);
        await ran(id);
        expect(await ran(id, { kind: "uninstall", wish: "uninstalled" })).toMatchObject({ phase: "done" });
        expect(containers(id)).toEqual([""]);
        expect(sh("docker run --rm -v \"$1_data:/data\" \"$2\" cat /data/end", id, image)).toBe("clean\n");
        const kept = readFileSync(join(root, "jobs", id, "kept"), "utf8").trim().split("\n");
        expect(kept).toContain(`${id}_data`);
        expect(kept).toHaveLength(2);
        expect(await ran(id, { kind: "uninstall", wish: "gone" })).toMatchObject({ phase: "removed" });
        expect(sh("docker volume ls -q | grep -cxF -e \"$1\" -e \"$2\" || true", kept[0] ?? "", kept[1] ?? "")).toBe("0\n");
    });

    it("deletes nothing while another disk is mounted below the folder", async () => {
        const id = bring(`${prefix}mount`, { web: { ...sleeps, volumes: ["data:/data"] } });
        await ran(id);
        const disk = join(root, "apps", id, "disk");
        mkdirSync(disk);
        sh("mount -t tmpfs none \"$1\" && echo theirs >\"$1/file\"", disk);
        try {
            const failed = await ran(id, { kind: "uninstall", wish: "gone" });
            expect(failed).toMatchObject({ phase: "failed", detail: "mounted 1" });
            expect(failed.said).toContain(disk);
            expect(containers(id)).toEqual(["web running"]);
            expect(readFileSync(join(disk, "file"), "utf8")).toBe("theirs\n");
        } finally {
            sh("umount \"$1\"", disk);
        }
        expect(await ran(id, { kind: "uninstall", wish: "gone" })).toMatchObject({ phase: "removed" });
    });

    it("finishes after it was killed half way", async () => {
        const id = bring(`${prefix}half`, { web: {
            command: ["sh", "-c", "trap '' TERM; while :; do sleep 0.2; done"], stop_signal: "SIGTERM", volumes: ["data:/data"],
        } });
        await ran(id);
        await start(id, { kind: "uninstall", wish: "gone" });
        await until(id, ({ phase }) => phase === "removing");
        sh(`while workers=$(grep -lzsx "APPMANAGE_JOB=$1" /proc/[0-9]*/environ | cut -d / -f 3) && [ -n "$workers" ]; do
            kill -9 $workers 2>/dev/null || true
        done`, id);
        expect(await jobOf(id)).toMatchObject({ phase: "removing" });
        await resume(machine, root);
        expect(await awaitJob(machine, root, id, 60)).toMatchObject({ phase: "removed" });
        expect(containers(id)).toEqual([""]);
        expect(volumes(id)).toBe("");
        expect(existsSync(join(root, "apps", id))).toBe(false);
    });
});

it("restores an app with the image that it ran, wherever the tag has moved", async () => {
    const tag = `appmanage-test/moved:${process.pid}`;
    const build = (label: string) => sh(`printf 'FROM %s\\nLABEL is=%s\\n' "$1" "$2" |
        DOCKER_BUILDKIT=0 docker build -q -t "$3" - 2>/dev/null`, image, label, tag);
    const labelOf = (id: string) => sh("docker inspect --format '{{.Config.Labels.is}}' \"$1\"", container(id, "web")).trim();
    build("old");
    const id = bring(`${prefix}moved`, { web: { ...sleeps, image: tag } });
    try {
        await ran(id, { images: [tag] });
        expect(labelOf(id)).toBe("old");
        // The old one has a name, so that it is not pruned with its container.
        sh("docker tag \"$1\" \"$1-old\"", tag);
        build("new");
        await ran(id, { kind: "restart", images: [tag] });
        expect(labelOf(id)).toBe("old");
        await ran(id, { kind: "uninstall", wish: "uninstalled", images: [tag] });
        expect(await ran(id, { before: "uninstalled", images: [tag] })).toMatchObject({ phase: "done" });
        expect(labelOf(id)).toBe("old");
        // Nothing else has lost its tag.
        expect(sh("docker image inspect --format '{{.Config.Labels.is}}' \"$1\"", tag)).toBe("new\n");
        await ran(id, { kind: "restart", images: [tag] });
        expect(labelOf(id)).toBe("old");
        sh("docker rm -f \"$1\"", container(id, "web"));
        await ran(id, { kind: "start", images: [tag] });
        expect(labelOf(id)).toBe("old");
    } finally {
        sh("docker rm -f \"$1\" 2>/dev/null; docker rmi -f \"$2\" \"$2-old\"", container(id, "web"), tag);
    }
});

it("gives a container that is made anew the volumes without a name of the one before", async () => {
    const id = bring(`${prefix}nameless`, { web: { ...sleeps, volumes: ["/data", "/other"] } });
    await ran(id);
    const inside = (script: string) => sh("docker exec \"$1\" sh -c \"$2\"", container(id, "web"), script);
    const mounted = () => sh("docker inspect --format '{{range .Mounts}}{{println .Name}}{{end}}' \"$1\"",
        container(id, "web")).trim().split("\n").sort();
    inside("echo mine >/data/file");
    const before = mounted();
    expect(before).toHaveLength(2);

    await ran(id, { kind: "uninstall", wish: "uninstalled" });
    expect(readFileSync(join(root, "jobs", id, "kept"), "utf8").trim().split("\n").sort()).toEqual(before);
    expect(await ran(id, { before: "uninstalled" })).toMatchObject({ phase: "done" });
    expect(inside("cat /data/file")).toBe("mine\n");
    const restored = container(id, "web");
    await ran(id, { kind: "restart" });
    expect(container(id, "web")).toBe(restored);

    sh("docker rm -f \"$1\"", restored);
    expect(await ran(id, { kind: "start" })).toMatchObject({ phase: "done" });
    expect(inside("cat /data/file")).toBe("mine\n");
    expect(mounted()).toEqual(before);
    expect(await ran(id, { kind: "uninstall", wish: "gone" })).toMatchObject({ phase: "removed" });
    expect(sh("docker volume ls -q | grep -cxF -e \"$1\" -e \"$2\" || true", before[0] ?? "", before[1] ?? "")).toBe("0\n");
});

it("uses the images that are there when no registry answers, latest included", async () => {
    const tag = `127.0.0.1:1/appmanage-test/jobs${process.pid}:latest`;
    sh("docker tag \"$1\" \"$2\"", image, tag);
    const id = bring(`${prefix}latest`, { web: { ...sleeps, image: tag } });
    expect(await ran(id, { images: [tag], refresh: true, pull: ["web"] })).toMatchObject({ phase: "done" });
    expect(readFileSync(join(root, "jobs", id, "log"), "utf8")).toContain("--- not refreshed");
    sh("docker rm -f \"$1\"; docker rmi \"$2\"", container(id, "web"), tag);
});
