// SPDX-License-Identifier: LGPL-2.1-or-later
import { FakeMachine } from "../../../test/fakes/machine";
import { FakePage } from "../../../test/fakes/visibility";
import { anApp } from "../../../test/fakes/manager";
import { MachineError } from "../../machine/machine";
import type { Visibility } from "../visibility";
import { watchApps, type AppsView } from "./live";

let machine: FakeMachine;
/** The events of docker, as the page follows them: one entry a try. */
let streams: { open: () => void, event: () => void, end: (error?: MachineError) => void, signal: AbortSignal }[];
let ends: (() => void)[];

beforeEach(() => {
    machine = new FakeMachine();
    machine.says.set("survey", { stdout: "\n" });
    machine.read = () => Promise.resolve("");
    streams = [];
    ends = [];
    // What the host's own docker does is nothing to these tests.
    machine.watch = (path, changed) => {
        watchers.set(path, changed);
        queueMicrotask(changed);
        return () => watchers.delete(path);
    };
    watchers.clear();
    machine.follow = (_socket, _path, onData, signal, options) => new Promise((resolve, reject) => {
        streams.push({
            signal,
            open: () => options?.onOpen?.(),
            event: () => { onData(new Uint8Array(1)); },
            end: error => error ? reject(error) : resolve(),
        });
        signal.addEventListener("abort", () => { resolve(); });
    });
});
afterEach(() => {
    ends.forEach(end => { end(); });
    machine.remove();
    jest.useRealTimers();
});

const watchers = new Map<string, () => void>();

function watch(visibility?: Visibility) {
    const views: AppsView[] = [];
    const failures: unknown[] = [];
    ends.push(watchApps(machine.context, view => { views.push(view); }, {
        failed: error => { failures.push(error); }, ...visibility && { visibility },
    }));
    return { views, failures, hosts: () => views.map(({ host }) => host.is) };
}

/** How often each was asked. */
function asked() {
    const count = (name: string) => machine.ran.filter(run => run.name === name).length;
    return { surveys: count("survey"), lists: lists.length, processes: machine.ran.length };
}
let lists: string[];
beforeEach(() => {
    lists = [];
    const request = machine.request.bind(machine);
    machine.request = (socket, options) => {
        if (options.path.includes("/containers/json"))
            lists.push(options.path);
        return options.path.endsWith("/_ping") ? ping() : request(socket, options);
    };
    ping = () => Promise.resolve({ status: 200, body: "OK" });
});
let ping: () => Promise<{ status: number, body: string }>;

const timeout = () => new MachineError("timeout");
/** Fake time passes, in steps: a chain of promises needs several turns of its own. */
async function pass(milliseconds: number) {
    for (let turn = 0; turn < 4; turn++)
        await jest.advanceTimersByTimeAsync(0);
    for (let left = milliseconds; left > 0; left -= 100)
        await jest.advanceTimersByTimeAsync(Math.min(left, 100));
    for (let turn = 0; turn < 4; turn++)
        await jest.advanceTimersByTimeAsync(0);
}

it("shows no failed installation without its cause", async () => {
    const { record } = anApp("blog");
    machine.says.delete("survey");
    machine.write("data/apps.json", JSON.stringify({ version: 1, apps: { blog: record } }));
    machine.write("data/apps/blog/.env", "");
    machine.setJob("blog", "failed pull 18", false);
    machine.write("data/jobs/blog/log", "write /var/lib/docker/tmp/x: no space left on device\n");

    const { views, hosts } = watch();
    streams[0]?.open();
    while (!hosts().includes("ready"))
        await new Promise(resolve => setTimeout(resolve, 10));
    const shown = views.flatMap(({ apps }) => apps);
    expect(shown.map(({ state, cause }) => [state.reason?.is, cause?.id])).toEqual([["job-failed", "disk-full"]]);
});

describe("while docker answers", () => {
    beforeEach(() => { jest.useFakeTimers(); });

    it("lists once when the page opens, after it has subscribed", async () => {
        const { hosts } = watch();
        await pass(50);
        expect(asked()).toMatchObject({ surveys: 0, lists: 0 });
        streams[0]?.open();
        await pass(3000);
        expect(asked()).toEqual({ surveys: 1, lists: 1, processes: 1 });
        expect(hosts()).toEqual(["ready"]);
    });

    it("looks again at an event, at the jobs' file and at the records", async () => {
        watch();
        streams[0]?.open();
        await pass(1000);
        streams[0]?.event();
        await pass(1000);
        watchers.get(machine.paths.jobsChanged)?.();
        watchers.get(machine.paths.records)?.();
        await pass(1000);
        expect(asked()).toMatchObject({ surveys: 4, lists: 4 });
    });

    it("tells nothing where nothing changed", async () => {
        const { views } = watch();
        streams[0]?.open();
        await pass(1000);
        streams[0]?.event();
        await pass(1000);
        expect(asked().lists).toBe(2);
        expect(views).toHaveLength(1);
    });

    it("looks only once in ten seconds while the page is hidden, and only for a reason", async () => {
        const page = new FakePage();
        watch(page);
        streams[0]?.open();
        await pass(1000);
        page.hide(true);
        await pass(60_000);
        expect(asked().lists).toBe(1);
        for (let second = 0; second < 20; second++) {
            streams[0]?.event();
            await pass(1000);
        }
        expect(asked().lists).toBeLessThanOrEqual(4);
        const before = asked().lists;
        streams[0]?.event();
        page.hide(false);
        await pass(100);
        expect(asked().lists).toBe(before + 1);
    });
});

describe("a docker that hangs", () => {
    beforeEach(() => { jest.useFakeTimers(); });

    it("is reported within ten seconds, with the last known apps, and is followed again when it answers", async () => {
        const { record } = anApp("blog");
        machine.says.set("survey", { stdout: `\napps.json\n${JSON.stringify({ version: 1, apps: { blog: record } })}` });
        const { views, hosts } = watch();
        streams[0]?.open();
        await pass(1000);
        ping = () => new Promise((_resolve, reject) => setTimeout(() => { reject(timeout()); }, 5000));
        await pass(9000);
        expect(hosts()).toEqual(["ready", "not-answering"]);
        expect(views.at(-1)?.apps).toBe(views[0]?.apps);
        expect(streams[0]?.signal.aborted).toBe(true);
        const { processes } = asked();
        await pass(1000);
        streams[1]?.end(timeout());
        await pass(1000);
        expect(asked().processes).toBe(processes);
        streams[2]?.open();
        await pass(100);
        expect(hosts()).toEqual(["ready", "not-answering", "ready"]);
        expect(views.at(-1)?.connection).toBe(2);
        // The app itself is still the same object: its row is not rendered again.
        expect(views.at(-1)?.apps[0]).toBe(views[0]?.apps[0]);
    });

    it("is reported to a page that opens", async () => {
        const { hosts } = watch();
        streams[0]?.end(timeout());
        await pass(0);
        expect(hosts()).toEqual(["not-answering"]);
        expect(asked()).toEqual({ surveys: 0, lists: 0, processes: 0 });
    });
});

describe("a docker that is stopped", () => {
    beforeEach(() => {
        jest.useFakeTimers();
        machine.says.set("", { status: 0 });
    });
    const refused = () => new MachineError("refused");

    it("is looked for once in ten seconds, and at once when its socket changes", async () => {
        machine.problems.set("request", "refused");
        const { hosts } = watch();
        streams[0]?.end(refused());
        await pass(0);
        expect(hosts().at(-1)).toMatch(/docker-stopped|no-docker/);
        for (let tries = 1; tries <= 3; tries++) {
            await pass(10_000);
            expect(streams).toHaveLength(tries + 1);
            streams[tries]?.end(refused());
        }
        await pass(0);
        expect(asked()).toMatchObject({ surveys: 0, lists: 0, processes: 4 });

        machine.problems.clear();
        watchers.get("/var/run/docker.sock")?.();
        expect(streams).toHaveLength(5);
        streams[4]?.open();
        await pass(100);
        expect(hosts().at(-1)).toBe("ready");
    });

    it("is not looked for while the page is hidden", async () => {
        const page = new FakePage();
        watch(page);
        streams[0]?.end(refused());
        await pass(0);
        page.hide(true);
        await pass(60_000);
        expect(streams).toHaveLength(1);
        page.hide(false);
        expect(streams).toHaveLength(2);
    });

    it("is followed again at once where it only restarts", async () => {
        const { hosts } = watch();
        streams[0]?.open();
        await pass(1000);
        streams[0]?.end();
        await pass(600);
        streams[1]?.open();
        await pass(1000);
        expect(hosts()).toEqual(["ready", "ready"]);
    });
});

describe("faults", () => {
    beforeEach(() => { jest.useFakeTimers(); });

    it("hands on a fault of the program, and looks no further", async () => {
        machine.request = () => { throw new TypeError("x is undefined"); };
        const { failures, views } = watch();
        streams[0]?.open();
        await pass(30_000);
        expect(failures).toEqual([new TypeError("x is undefined")]);
        expect(views).toEqual([]);
        expect(streams[0]?.signal.aborted).toBe(true);
    });

    it("tells what the host is to blame for, and reads again in ten seconds", async () => {
        machine.says.set("survey", { stdout: "\napps.json\n{" });
        const { views } = watch();
        streams[0]?.open();
        await pass(9000);
        expect(views.map(({ host }) => host.is)).toEqual(["unreadable"]);
        expect(asked().surveys).toBe(1);
        await pass(2000);
        expect(asked().surveys).toBe(2);
    });

    it("still lists where events can't be followed", async () => {
        const { hosts } = watch();
        streams[0]?.end(new MachineError("failed", "no events here"));
        await pass(1000);
        expect(hosts()).toEqual(["ready"]);
    });
});
