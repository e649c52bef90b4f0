// SPDX-License-Identifier: LGPL-2.1-or-later
// The whole life of apps, from the page: nginx as "site" and Redis as "cache".
import { install, row, show } from "./app-store";
import { healRegistry, inside, machine, reset, spoilRegistry } from "./machine";
import { remains } from "./remains";
import { inSession, type Session } from "./session";
import { until } from "./until";

beforeAll(async () => {
    await reset({ images: true });
    await inside("sh", "-c", "docker images -q redis | xargs -r docker rmi --force");
    await inside("sh", "-c", "docker images -q postgres | xargs -r docker rmi --force");
}, 60_000);
afterAll(healRegistry);

async function chooseTab({ place }: Session, name: string): Promise<void> {
    await place.getByRole("tab", { name, exact: true }).click();
}

inSession({}, step => {
    step("an installation that the registry refuses says why, and is tried again", async session => {
        await spoilRegistry({ status: 500 });
        await install(session, "Redis", "cache");
        const cache = row(session, "cache");
        await cache.has("Error");
        await cache.all.getByRole("button", { name: "Show why" }).click();
        const raw = cache.all.getByRole("group");
        await until("the raw lines", async () => (await raw.textContent() ?? "").includes("registry"));
        await session.picture("my-apps-error");

        await healRegistry();
        await cache.button("Retry $0").click();
        await cache.has("Running", 90_000);
        expect(await remains("cache")).toContain("container running cache");
    }, 180_000);

    step("an app is stopped, started and restarted", async session => {
        await install(session, "nginx", "site");
        const site = row(session, "site");
        await site.has("Running", 90_000);

        await site.choose("Stop");
        await site.has("Stopped");
        expect(await remains("site")).toContain("container exited site");
        await site.button("Start $0").press("Enter");
        await site.has("Running");
        // The button is gone; what was on it is on what can be done now.
        await until("the focus is on the next action", () =>
            site.button("More actions for $0").evaluate(button => button === document.activeElement));

        const startedAt = () => inside("docker", "inspect", "--format", "{{.State.StartedAt}}", "site");
        const before = await startedAt();
        await site.choose("Restart");
        await until("the container has restarted", async () => await startedAt() !== before);
        await site.has("Running");
    }, 180_000);

    step("what is done on the command line shows within a second", async session => {
        const site = row(session, "site");
        const delays: number[] = [];
        for (let round = 0; round < 5; round++) {
            await inside("docker", "stop", "site");
            await site.has("Stopped");
            const seen = Date.now();
            // Host and machine have the same clock.
            const ended = await inside("docker", "inspect", "--format", "{{.State.FinishedAt}}", "site");
            delays.push(seen - new Date(ended.trim()).getTime());
            await inside("docker", "start", "site");
            await site.has("Running");
        }
        // The best of five: others may keep the processors of a test machine busy. `make bench` measures it.
        expect(Math.min(...delays)).toBeLessThan(1000);
    });

    step("its page shows services, the log as it grows, and the compose file", async session => {
        const { place } = session;
        await row(session, "site").all.getByRole("link", { name: "site", exact: true }).click();
        await chooseTab(session, "Services");
        const service = place.getByRole("row").filter({ has: place.getByRole("rowheader", { name: "nginx" }) });
        await service.getByText("nginx:1.30.4").waitFor();
        await service.getByText("Running").first().waitFor();

        await chooseTab(session, "Logs");
        const log = place.getByRole("region", { name: "Log", exact: true });
        await log.waitFor();
        await inside("curl", "-s", "-o", "/dev/null", "http://127.0.0.1:9001/asked-by-the-test");
        await until("the request is in the log", async () =>
            (await log.textContent() ?? "").includes("/asked-by-the-test"));
        await place.getByRole("textbox", { name: "Filter lines" }).fill("asked-by");
        await until("only that line is left", async () =>
            (await log.textContent() ?? "").trim().split("\n").every(line => line.includes("asked-by")));
        await session.picture("details-logs");

        await chooseTab(session, "Settings");
        const file = await inside("sed", "-n", "s/^W9_HTTP_PORT_SET='\\(.*\\)'/\\1/p", "/var/lib/appmanage/apps/site/.env");
        const chosen = place.getByRole("table", { name: "Chosen at the installation" });
        await chosen.getByRole("row", { name: "W9_HTTP_PORT_SET" }).getByText(file.trim(), { exact: true }).waitFor();

        await chooseTab(session, "Compose file");
        await place.getByRole("region", { name: "Compose file" }).getByText("services:").waitFor();
    });

    step("its port is changed, and it goes back to the one of before", async session => {
        const { place } = session;
        const answers = (port: number) =>
            inside("sh", "-c", `curl -s -o /dev/null http://127.0.0.1:${port} && echo yes || echo no`);
        await show(session, "/app/site?tab=settings");
        await place.getByRole("button", { name: "Change version or settings" }).click();
        const dialog = place.getByRole("dialog", { name: "Change site" });
        await dialog.getByRole("textbox", { name: "Web port" }).fill("9555");
        await dialog.getByRole("button", { name: "Continue" }).click();
        await dialog.getByText("W9_HTTP_PORT_SET: 9001 → 9555").waitFor();
        await session.picture("change");
        expect(await answers(9001)).toBe("yes\n");
        await dialog.getByRole("button", { name: "Change", exact: true }).click();
        await dialog.waitFor({ state: "detached" });

        await place.getByText("The settings were changed").waitFor({ timeout: 90_000 });
        expect([await answers(9001), await answers(9555)]).toEqual(["no\n", "yes\n"]);
        await place.getByRole("tab", { name: "Overview", exact: true }).click();
        await place.getByRole("link", { name: /:9555/ }).waitFor();
        await session.picture("way-back");

        await place.getByRole("button", { name: "Go back" }).click();
        await place.getByRole("dialog").getByRole("button", { name: "Go back" }).click();
        await place.getByRole("link", { name: /:9001/ }).waitFor({ timeout: 90_000 });
        await place.getByText("The settings were changed").waitFor({ state: "detached" });
        expect([await answers(9001), await answers(9555)]).toEqual(["yes\n", "no\n"]);
    }, 240_000);

    step("the password is hidden, shown on demand, and copied", async session => {
        const { place, tab } = session;
        await show(session, "/app/cache");
        await place.getByText("default", { exact: true }).waitFor();
        const password = (await inside("docker", "exec", "cache", "printenv", "REDISCLI_AUTH")).trim();
        expect(password.length).toBeGreaterThan(10);
        expect(await place.getByText(password).count()).toBe(0);
        await place.getByRole("button", { name: "Show the password" }).click();
        await place.getByText(password).waitFor();
        await place.getByRole("button", { name: "Hide the password" }).click();
        await place.getByText(password).waitFor({ state: "detached" });

        await chooseTab(session, "Settings");
        const reveal = place.getByRole("button", { name: "Show W9_POWER_PASSWORD" });
        await reveal.waitFor();
        expect(await place.getByText(password).count()).toBe(0);
        await reveal.click();
        await place.getByText(password).waitFor();
        await chooseTab(session, "Overview");

        await place.getByRole("button", { name: "Copy the password" }).click();
        await place.getByRole("status").getByText("Copied").waitFor();
        await show(session, "/");
        const search = place.getByRole("textbox", { name: "Search my apps" });
        await search.focus();
        await tab.keyboard.press("Control+V");
        expect(await search.inputValue()).toBe(password);
        await search.fill("");
    });

    step("links that lead nowhere say so, and lead back", async session => {
        const { place } = session;
        await show(session, "/app/missing?tab=logs");
        await place.getByRole("heading", { name: "There is no such app" }).waitFor();
        await show(session, "/store/missing");
        await place.getByRole("heading", { name: "The library has no such app" }).waitFor();
        await show(session, "/some/other/place");
        await place.getByRole("heading", { name: "There is no such page" }).waitFor();
        await place.getByRole("link", { name: "Show my apps" }).click();
        await row(session, "site").all.waitFor();
    });

    step("uninstalled with its data kept, an app can be restored", async session => {
        const { place } = session;
        await inside("docker", "exec", "cache", "redis-cli", "set", "greeting", "hello");
        await row(session, "cache").choose("Uninstall");
        const dialog = place.getByRole("dialog", { name: "Uninstall cache?" });
        expect(await dialog.getByRole("radio", { name: "Keep the data" }).isChecked()).toBe(true);
        await dialog.getByRole("button", { name: "Uninstall", exact: true }).click();
        const restore = place.getByRole("button", { name: "Restore cache" });
        await place.getByText("cache was uninstalled. Its data was kept.").waitFor();
        await session.picture("my-apps-kept");
        expect(await remains("cache")).toEqual(["volume cache_data", "folder cache", "folder cache"]);

        await restore.click();
        await row(session, "cache").has("Running");
        expect(await inside("docker", "exec", "cache", "redis-cli", "get", "greeting")).toBe("hello\n");
    });

    step("deleting the data wants the app's name, and leaves nothing", async session => {
        const { place } = session;
        await row(session, "cache").choose("Uninstall");
        const dialog = place.getByRole("dialog", { name: "Uninstall cache?" });
        await dialog.getByRole("radio", { name: "Delete the data" }).check();
        const button = dialog.getByRole("button", { name: "Delete app and data" });
        expect(await button.isEnabled()).toBe(false);
        await dialog.getByRole("textbox").fill("cach");
        expect(await button.isEnabled()).toBe(false);
        await dialog.getByRole("textbox").fill("cache");
        await session.picture("uninstall-delete");
        await button.click();
        await place.getByText("cache and its data were deleted.").waitFor();
        await row(session, "cache").all.waitFor({ state: "detached" });
        expect(await remains("cache")).toEqual([]);
        expect(await remains("site")).toContain("container running site");
    });

    step("cancelled in the middle of the pull, nothing is left", async session => {
        await spoilRegistry({ bytesPerSecond: 1_000_000 });
        await install(session, "PostgreSQL", "data");
        const data = row(session, "data");
        await data.has("Pulling");
        await data.all.getByRole("progressbar").waitFor();
        await data.button("Cancel $0").click();
        // How long it may take is a matter of the fault table, which asks without a browser beside it.
        await until("nothing is left", async () => (await remains("data")).length === 0, 20_000);
        await data.all.waitFor({ state: "detached" });
        await healRegistry();
    });

    step("every change is in the audit trail", async () => {
        const trail = await inside("journalctl", "-t", "appmanage", "--no-pager", "-o", "cat");
        const operations = [
            "Install", "Retry", "Stop", "Start", "Restart", "Update", "Rollback", "Uninstall", "Restore", "Cancel",
        ];
        for (const operation of operations)
            expect(trail).toMatch(new RegExp(`user=${machine.user} operation=App${operation} app=(site|cache|data) `));
    });
});
