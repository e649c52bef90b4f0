// SPDX-License-Identifier: LGPL-2.1-or-later
// The main paths of the page on one flavour of the test machine, with every image pulled.
import { install, row, show } from "../e2e/app-store";
import { findInStore, installAs, openSite, watchPull } from "../e2e/install-story";
import { healRegistry, reset, spoilRegistry } from "../e2e/machine";
import { remains } from "../e2e/remains";
import { becomeAdministrator, inSession } from "../e2e/session";
import { until } from "../e2e/until";
import { flavour } from "../machine/state";

beforeAll(() => reset({ images: false }), 60_000);
afterAll(healRegistry);

function nothingRemains(name: string): Promise<boolean> {
    return until(`nothing of ${name} is left`, async () => (await remains(name)).length === 0);
}

describe(flavour, () => {
    inSession({ administrative: false }, step => {
        step("logs in and becomes administrator", async session => {
            await becomeAdministrator(session);
            await session.place.getByRole("main").waitFor();
        });

        step("installs WordPress and shows how the pull advances", async session => {
            await findInStore(session);
            await spoilRegistry({ bytesPerSecond: 12_000_000 });
            await installAs(session, "blog");
            const seen = await watchPull(session, "blog");
            await healRegistry();
            expect(seen.length).toBeGreaterThan(2);
            expect(seen).toEqual([...seen].sort((a, b) => a - b));
            await row(session, "blog").has("Running", 120_000);
            await openSite(session, "blog");
        }, 240_000);

        step("stops and starts it", async session => {
            const blog = row(session, "blog");
            await blog.choose("Stop");
            await blog.has("Stopped");
            const containers = (await remains("blog")).filter(line => line.startsWith("container"));
            expect(containers.filter(line => line.startsWith("container running"))).toEqual([]);
            expect(containers.length).toBeGreaterThan(1);
            await blog.button("Start $0").click();
            await blog.has("Running", 90_000);
            await openSite(session, "blog");
        }, 180_000);

        step("says why an installation failed, and installs at the second try", async session => {
            await spoilRegistry({ status: 500 });
            await install(session, "Redis", "cache");
            const cache = row(session, "cache");
            await cache.has("Error");
            await cache.all.getByRole("button", { name: "Show why" }).click();
            const raw = cache.all.getByRole("group");
            await until("docker's own words", async () => /registry|500/.test(await raw.textContent() ?? ""));
            await healRegistry();
            await cache.button("Retry $0").click();
            await cache.has("Running", 90_000);
        }, 180_000);

        step("cancels an installation during the pull, and leaves nothing of it", async session => {
            await spoilRegistry({ bytesPerSecond: 1_000_000 });
            await install(session, "PostgreSQL", "data");
            const data = row(session, "data");
            await data.all.getByRole("progressbar").waitFor();
            await data.button("Cancel $0").click();
            await data.all.waitFor({ state: "detached" });
            await healRegistry();
            await nothingRemains("data");
        });

        step("uninstalls with all data", async session => {
            await show(session, "/");
            await row(session, "blog").choose("Uninstall");
            const dialog = session.place.getByRole("dialog", { name: "Uninstall blog?" });
            await dialog.getByRole("radio", { name: "Delete the data" }).check();
            await dialog.getByRole("textbox").fill("blog");
            await dialog.getByRole("button", { name: "Delete app and data" }).click();
            // Behind a dialog there are no rows to be found by role.
            await dialog.waitFor({ state: "detached", timeout: 90_000 });
            await row(session, "blog").all.waitFor({ state: "detached", timeout: 90_000 });
            await nothingRemains("blog");
            expect(await remains("cache")).toContain("container running cache");
        }, 180_000);
    });
});
