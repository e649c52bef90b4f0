// SPDX-License-Identifier: LGPL-2.1-or-later
import { FakeMachine } from "../../test/fakes/machine";
import { FakePage } from "../../test/fakes/visibility";
import { MachineError, StatusError, type Machine } from "../machine/machine";
import type { Context } from "./context";
import type { AppLogLine, LogState } from "./log";
import { followServices } from "./service-log";

interface FakeContainer {
    id: string;
    service: string;
    state: string;
    /** Each with its time in seconds, as printed so far. */
    log: [time: number, text: string][];
}

const stampOf = (time: number) => new Date(time * 1000).toISOString().replace("Z", "000000Z");

function frame(text: string): Uint8Array {
    const body = new TextEncoder().encode(text);
    const head = new Uint8Array(8);
    head[0] = 1;
    new DataView(head.buffer).setUint32(4, body.length);
    return Uint8Array.from([...head, ...body]);
}

/** An engine that answers lists and logs, and says of each request for a log what it was for. */
class Engine {
    containers: FakeContainer[] = [];
    asked: string[] = [];
    isAway = false;
    lists = 0;
    /** How many logs were read at a time, at most. */
    mostAtOnce = 0;
    #atOnce = 0;
    refusal: MachineError | undefined;
    #followers = new Set<{ id: string, send(text: string): void, end(): void }>();
    #event = (): void => undefined;

    machine(): Machine {
        return Object.assign(new FakeMachine(), {
            request: () => {
                this.lists++;
                return this.isAway
                    ? Promise.reject(new MachineError("refused"))
                    : Promise.resolve({ status: 200, body: JSON.stringify(this.containers.map(one => this.#listed(one))) });
            },
            follow: async (_socket: string, path: string, onData: (chunk: Uint8Array) => void, signal: AbortSignal) => {
                if (this.isAway)
                    throw new MachineError("refused");
                const isRead = path.includes("follow=0");
                this.#atOnce += Number(isRead);
                this.mostAtOnce = Math.max(this.mostAtOnce, this.#atOnce);
                await this.#follow(path, onData, signal);
                this.#atOnce -= Number(isRead);
            },
        });
    }

    container(id: string, service: string, log: FakeContainer["log"] = [], state = "running"): FakeContainer {
        const one = { id, service, state, log };
        this.containers.push(one);
        return one;
    }

    print(one: FakeContainer, time: number, text: string): void {
        one.log.push([time, text]);
        this.#followers.forEach(({ id, send }) => id === one.id && send(`${stampOf(time)} ${text}\n`));
    }

    stop(one: FakeContainer): void {
        one.state = "exited";
        this.#followers.forEach(({ id, end }) => id === one.id && end());
        this.#event();
    }

    start(one: FakeContainer): void {
        one.state = "running";
        this.#event();
    }

    get followed() {
        return [...this.#followers].map(({ id }) => id).sort();
    }

    #follow(path: string, onData: (chunk: Uint8Array) => void, signal: AbortSignal): Promise<void> {
        if (path.includes("/events?")) {
            this.#event = () => onData(new Uint8Array());
            return new Promise(resolve => { signal.addEventListener("abort", () => resolve()); });
        }
        const [, id = "", query = ""] = /\/containers\/([^/]+)\/logs\?(.*)$/.exec(path) ?? [];
        const wanted = new URLSearchParams(query);
        const from = wanted.get("since") ?? wanted.get("tail") ?? "all";
        this.asked.push(`${id} ${wanted.get("follow") === "1" ? "follow" : "read"} ${from}`);
        const one = this.containers.find(container => container.id === id);
        if (this.refusal !== undefined || one === undefined)
            return Promise.reject(this.refusal ?? new StatusError(404, "{}"));
        const since = Number(wanted.get("since") ?? "0");
        const tail = Number(wanted.get("tail") ?? "1000000");
        one.log.slice(-tail).filter(([time]) => time >= since)
                .forEach(([time, text]) => onData(frame(`${stampOf(time)} ${text}\n`)));
        if (wanted.get("follow") !== "1" || one.state !== "running")
            return Promise.resolve();
        return new Promise(resolve => {
            const follower = {
                id,
                send: (text: string) => onData(frame(text)),
                end: () => {
                    this.#followers.delete(follower);
                    resolve();
                },
            };
            this.#followers.add(follower);
            signal.addEventListener("abort", follower.end);
        });
    }

    #listed({ id, service, state }: FakeContainer) {
        return {
            Id: id, Names: [`/blog-${id}`], Image: "web", State: state, Status: "", Created: 1, Ports: [],
            Labels: {
                "com.docker.compose.project": "blog",
                "com.docker.compose.service": service,
                "com.docker.compose.project.working_dir": "/var/lib/appmanage/apps/blog",
            },
        };
    }
}

let engine: Engine;
let lines: AppLogLine[];
let state: LogState | undefined;
let abort: AbortController;
let page: FakePage;

beforeEach(() => {
    jest.useFakeTimers();
    engine = new Engine();
    lines = [];
    page = new FakePage();
    state = undefined;
    abort = new AbortController();
});

afterEach(() => {
    abort.abort();
    jest.useRealTimers();
});

function follow(service: string | undefined, tail = 100): void {
    const machine = engine.machine();
    const context = { machine, paths: { app: (id: string) => `/var/lib/appmanage/apps/${id}` } } as Context;
    void followServices(context, "blog", service, tail, {
        lines: news => { lines.push(...news); },
        state: next => { state = next; },
    }, abort.signal, page);
}

const settle = (milliseconds = 3000) => jest.advanceTimersByTimeAsync(milliseconds);
const texts = () => lines.map(({ source, text }) => `${source} ${text}`);

describe("followServices", () => {
    it("continues after a restart by docker's time, whatever the browser's clock says", async () => {
        const web = engine.container("web-1", "web", [[100, "one"], [101, "two"], [101, "three"]]);
        jest.setSystemTime(5_000_000);
        follow("web");
        await settle();
        engine.print(web, 102, "four");
        engine.stop(web);
        await settle();
        web.log.push([102, "five"], [103, "six"]);
        engine.start(web);
        await settle();
        engine.print(web, 104, "seven");
        await settle();
        expect(texts()).toEqual(["one", "two", "three", "four", "five", "six", "seven"].map(text => `web-1 ${text}`));
        expect(engine.asked.slice(0, 2)).toEqual(["web-1 read 100", "web-1 follow 101.000000000"]);
        expect(engine.asked.at(-1)).toBe("web-1 follow 102.000000000");
    });

    it("follows each replica separately", async () => {
        const first = engine.container("web-1", "web");
        const second = engine.container("web-2", "web");
        follow("web");
        await settle();
        engine.stop(first);
        await settle();
        engine.start(first);
        await settle();
        engine.print(first, 200, "again");
        engine.print(second, 201, "still");
        expect(texts()).toEqual(["web-1 again", "web-2 still"]);
        expect(engine.followed).toEqual(["web-1", "web-2"]);
    });

    it("merges what several containers have printed by time, and tells of earlier lines", async () => {
        engine.container("db-1", "db", [[10, "a"], [30, "c"], [50, "e"]]);
        engine.container("web-1", "web", [[20, "b"], [40, "d"], [60, "f"]]);
        follow(undefined);
        await settle();
        expect(lines.map(({ text }) => text).join("")).toBe("abcdef");
        expect(state).toMatchObject({ isRead: true, hasEarlier: false });

        abort.abort();
        abort = new AbortController();
        lines = [];
        follow(undefined, 2);
        await settle();
        expect(lines.map(({ text }) => text).join("")).toBe("ef");
        expect(state).toMatchObject({ isRead: true, hasEarlier: true });
    });

    it("asks once for logs that docker does not keep, and says so", async () => {
        engine.container("web-1", "web");
        engine.refusal = new StatusError(501, "{\"message\":\"configured logging driver does not support reading\"}");
        follow("web");
        await settle(60_000);
        expect(lines).toEqual([]);
        expect(state).toMatchObject({ unkept: ["web-1"], isAllUnkept: true });
        expect(engine.asked).toEqual(["web-1 read 100"]);
    });

    it("reads all that a container prints which is made meanwhile", async () => {
        const old = engine.container("web-1", "web", [[1, "old"]]);
        follow("web", 1);
        await settle();
        engine.stop(old);
        engine.containers = [];
        const next = engine.container("web-2", "web", [[2, "first"], [3, "second"]]);
        engine.start(next);
        await settle();
        expect(texts()).toEqual(["web-1 old", "web-2 first", "web-2 second"]);
    });

    it("sends no request while nothing happens, and stops when it is closed", async () => {
        engine.container("web-1", "web", [[1, "once"]], "exited");
        follow("web");
        await settle(60_000);
        expect(engine.asked).toEqual(["web-1 read 100", "web-1 follow 1.000000000"]);
        abort.abort();
        await settle(60_000);
        expect(engine.followed).toEqual([]);
        expect(engine.asked).toHaveLength(2);
    });

    it("is there again when docker is", async () => {
        engine.isAway = true;
        const web = engine.container("web-1", "web", [[1, "there"]]);
        follow("web");
        await settle();
        expect(state).toBeUndefined();
        engine.isAway = false;
        engine.start(web);
        await settle(20_000);
        expect(texts()).toEqual(["web-1 there"]);
    });

    it("asks nothing of a docker that is away while the page is hidden, and continues when it is shown", async () => {
        const web = engine.container("web-1", "web", [[1, "there"]]);
        follow("web");
        await settle();
        page.hide(true);
        engine.isAway = true;
        engine.stop(web);
        await settle();
        const before = engine.lists;
        await settle(600_000);
        expect(engine.lists).toBe(before);

        engine.isAway = false;
        web.log.push([2, "again"]);
        engine.start(web);
        page.hide(false);
        await settle(20_000);
        expect(texts()).toEqual(["web-1 there", "web-1 again"]);
    });

    it("reads the logs of a hundred containers 16 at a time", async () => {
        for (let at = 0; at < 100; at++)
            engine.container(`web-${at}`, "web", [[at, `line ${at}`]]);
        follow("web");
        await settle();
        expect(lines).toHaveLength(100);
        expect(engine.mostAtOnce).toBe(16);
    });
});
