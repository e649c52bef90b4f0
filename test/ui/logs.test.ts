// SPDX-License-Identifier: LGPL-2.1-or-later
/** The log view in a real browser under a load of lines: no task keeps the page from answering, and lines stay. */
import { join } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { openSite, type Site } from "./harness/site";

let site: Site;
let browser: Browser;
let page: Page;

jest.setTimeout(180_000);

beforeAll(async () => {
    site = await openSite(join(__dirname, "..", ".."));
    browser = await chromium.launch({
        executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
        args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    });
});

afterAll(async () => {
    await browser.close();
    site.close();
});

beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
});

afterEach(async () => {
    // A test that failed before its end is still being traced.
    await browser.stopTracing().catch(() => undefined);
    await page.close();
});

const box = () => page.locator(".am-log--live");

async function openLog(query: string): Promise<void> {
    await page.goto(`${site.url}?${query}#/app/blog?tab=logs`);
    await box().filter({ hasText: "second" }).waitFor();
    await page.evaluate(`window.tasks = [];
        new PerformanceObserver(list => list.getEntries().forEach(({ duration }) => window.tasks.push(Math.round(duration))))
            .observe({ type: "longtask" })`);
    await browser.startTracing(page, { categories: ["toplevel", "disabled-by-default-devtools.timeline", "__metadata"] });
}

/** All is printed, and drawn. */
async function printed(timeout = 120_000): Promise<void> {
    await page.waitForFunction(
        "window.printed && document.querySelector('.am-log--live').lastElementChild?.textContent.endsWith('after\\n')",
        undefined, { polling: 200, timeout });
    await page.waitForTimeout(500);
}

interface TraceEvent {
    name: string;
    pid: number;
    tid: number;
    /** Microseconds of the processor that the thread took, not of the clock. */
    tdur?: number;
    args?: { name?: string };
}

/**
 * Milliseconds of each task that kept the page busy for more than 50: by the browser's own observer where the machine is
 * quiet (LONG_TASKS=observed), else those that took so long of the processor, for others take their share of it, too.
 */
async function longTasks(): Promise<number[]> {
    const observed = await page.evaluate<number[]>("window.tasks");
    const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
    const mains = new Set(traceEvents.filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
        .map(({ pid, tid }) => `${pid}/${tid}`));
    const tasks = traceEvents.filter(({ name, pid, tid }) => name.endsWith("RunTask") && mains.has(`${pid}/${tid}`))
        .map(({ tdur = 0 }) => Math.round(tdur / 1000));
    // Without tasks or their times nothing would be measured.
    expect(tasks.some(task => task > 0)).toBe(true);
    const busiest = tasks.reduce((most, task) => Math.max(most, task), 0);
    console.info(`${tasks.length} tasks, the longest took ${busiest} ms; observed: ${observed.join(", ") || "none"}`);
    return process.env.LONG_TASKS === "observed" ? observed : tasks.filter(task => task > 50);
}

const text = async () => await box().textContent() ?? "";

const long = Number(process.env.LOG_LINE_MB ?? "100");
const large = Number(process.env.LOG_MB ?? "200");

it("stays responsive while a line of 100 MB comes, and keeps the lines around it", async () => {
    await openLog(`log=long-line&size=${long}`);
    await printed();
    expect(await longTasks()).toEqual([]);
    const shown = await text();
    expect(shown).toMatch(/^first\nsecond\nx+ …[^\n]*\nafter\n$/);
    expect(shown.length).toBeLessThan(21_000);
});

it("stays responsive at 10,000 lines a second, and shows the last of them", async () => {
    await openLog("log=fast&size=8");
    await printed();
    expect(await longTasks()).toEqual([]);
    expect(await text()).toContain("page=79999 ");
    expect(await box().evaluate(element => element.scrollHeight - element.scrollTop - element.clientHeight)).toBeLessThan(8);
});

it("stays responsive while a large log comes, and says that earlier lines are not shown", async () => {
    await openLog(`log=large&size=${large}`);
    await printed(170_000);
    expect(await longTasks()).toEqual([]);
    await page.getByText("Earlier lines are not shown.").waitFor();
    expect((await text()).split("\n").length).toBeLessThan(12_000);
});

it("keeps what is read in its place while lines come, until it follows again", async () => {
    await openLog("log=fast&size=6");
    await page.waitForTimeout(1500);
    await box().hover();
    await page.mouse.wheel(0, -3000);
    const follow = page.getByRole("button", { name: "Follow" });
    await follow.waitFor();
    const place = () => box().evaluate(element => element.scrollTop);
    const before = await place();
    await page.waitForTimeout(1500);
    expect(await place()).toBe(before);
    await follow.click();
    await follow.waitFor({ state: "detached" });
    await printed();
    expect(await box().evaluate(element => element.scrollHeight - element.scrollTop - element.clientHeight)).toBeLessThan(8);
});

it("filters as fast as one types", async () => {
    await openLog("log=fast&size=4");
    await printed();
    await page.getByRole("textbox", { name: "Filter lines" }).pressSequentially("PAGE=3999");
    await page.waitForTimeout(1000);
    expect(await longTasks()).toEqual([]);
    expect((await text()).split("\n")).toHaveLength(11);
});
