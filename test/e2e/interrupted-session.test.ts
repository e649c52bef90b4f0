// SPDX-License-Identifier: LGPL-2.1-or-later
// An installation continues without a page, and the next page shows its progress.
import { install, row } from "./app-store";
import { healRegistry, inside, reset, spoilRegistry } from "./machine";
import { closeBrowser, logIn, openSession, type Session } from "./session";
import { until } from "./until";

const image = "postgres";

beforeAll(async () => {
    await reset({ images: true });
    await inside("sh", "-c", `docker images -q ${image} | xargs -r docker rmi --force`);
}, 60_000);
afterAll(async () => {
    await healRegistry();
    await closeBrowser();
});

/** Bytes pulled so far and in all, as the row's progress bar says them. */
async function pulled(session: Session, name: string, least = 0): Promise<number> {
    const bar = row(session, name).all.getByRole("progressbar", { name: `Pulling the images of ${name}` });
    return until(`at least ${least} % of ${name} are pulled`, async () => {
        const value = Number(await bar.getAttribute("aria-valuenow") ?? 0);
        const text = await row(session, name).all.textContent() ?? "";
        return value > 0 && value >= least && /\d [MG]iB of /.test(text) && value;
    }, 60_000);
}

test("closing the tab and logging out in the middle of the pull changes nothing", async () => {
    await spoilRegistry({ bytesPerSecond: 6_000_000 });
    const first = await openSession();
    await install(first, "PostgreSQL", "data");
    const atClose = await pulled(first, "data", 20);
    await spoilRegistry({ bytesPerSecond: 300_000 });
    await first.verify();
    await first.close();

    const second = await openSession();
    const atReturn = await pulled(second, "data", atClose);
    expect(atReturn).toBeLessThan(100);
    await second.picture("pulling-after-return");

    await second.tab.getByRole("button", { name: "Session" }).click();
    await second.tab.getByRole("menuitem", { name: "Log out" }).click();
    await second.tab.locator("#login-user-input").waitFor();
    second.complaints.forget();
    await logIn(second.tab, "admin");
    expect(await pulled(second, "data", atReturn)).toBeLessThan(100);

    await healRegistry();
    await row(second, "data").has("Running", 120_000);
    await second.verify();
}, 300_000);
