// SPDX-License-Identifier: LGPL-2.1-or-later
// A dockerd that is there and answers nothing: the page says so, keeps its work, and takes nothing else along.
import type { Frame } from "playwright-core";
import { install, row } from "./app-store";
import { inside, reset } from "./machine";
import { addNeighbour, neighbourIn, removeNeighbour } from "./neighbour";
import { inSession } from "./session";
import { until } from "./until";

const signal = (name: string) => inside("pkill", `-${name}`, "-x", "dockerd");

beforeAll(async () => {
    await reset({ images: true });
    await addNeighbour();
}, 90_000);
afterAll(async () => {
    await signal("CONT");
    await removeNeighbour();
    await reset({ images: true });
}, 90_000);

declare const cockpit: {
    http(port: number, options: object): { get(path: string): Promise<string> };
    spawn(argv: string[], options: object): Promise<string>;
};

/** Milliseconds that other pages of the session wait for the bridge's own HTTP client, and for a process. */
async function otherPages(frame: Frame): Promise<number> {
    return frame.evaluate(async () => {
        const begin = performance.now();
        await cockpit.http(9090, { superuser: "require" }).get("/ping");
        await cockpit.spawn(["true"], { superuser: "require" });
        return performance.now() - begin;
    });
}

/** That the bridges of all sessions have open. */
async function sockets(): Promise<number> {
    const count = "for pid in $(pgrep -f cockpit-bridge); do ls -l /proc/$pid/fd; done 2>/dev/null | grep -c socket:";
    return Number(await inside("sh", "-c", count));
}

inSession({}, step => {
    step("docker hangs while the page is open", async session => {
        const { place, tab, context } = session;
        await install(session, "nginx", "site");
        await row(session, "site").has("Running", 90_000);
        const search = place.getByRole("textbox", { name: "Search my apps" });
        await search.fill("si");

        await signal("STOP");
        await place.getByText("Docker is not answering").waitFor({ timeout: 10_000 });
        await session.picture("docker-not-answering");
        expect(await search.inputValue()).toBe("si");
        await place.locator(".am-view--stale [data-app=site]").getByText("Running").waitFor();

        const before = await sockets();
        // Ten calls of another page: each is answered, and nothing else of the session waits.
        const other = await context.newPage();
        await other.goto(new URL("/neighbour", tab.url()).href);
        const neighbour = await neighbourIn(other);
        const frame = await until("its frame", () =>
            Promise.resolve(other.frames().find(one => one.url().includes("/neighbour/index.html"))));
        const calls = Array.from({ length: 10 }, () => neighbour.call("AppList", {}));
        expect(await otherPages(frame)).toBeLessThan(5000);
        for (const { status, body } of await Promise.all(calls)) {
            expect([status, body.Error?.Code]).toEqual([404, "Container.CommandError"]);
            expect(body.Error?.Message).toMatch(/^Docker is not answering\./);
        }
        expect(await otherPages(frame)).toBeLessThan(5000);

        // Hung connections are closed: nothing is left of the ten calls but the page's next attempt.
        await until("the connections are closed", async () => await sockets() <= before + 2);

        await signal("CONT");
        await place.getByText("Docker is not answering").waitFor({ state: "detached", timeout: 5000 });
        expect((await neighbour.call("AppList", {})).status).toBe(200);
        expect(await search.inputValue()).toBe("si");
        await row(session, "site").has("Running");
    }, 180_000);

    step("docker hangs when the page is opened", async session => {
        await signal("STOP");
        await session.tab.reload();
        await session.place.getByRole("heading", { name: "Docker is not answering" }).waitFor({ timeout: 20_000 });
        await signal("CONT");
        await row(session, "site").has("Running", 5000);
    }, 60_000);
});
