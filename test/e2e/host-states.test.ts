// SPDX-License-Identifier: LGPL-2.1-or-later
// A host that is not ready: the page says what is wrong and what to do, and recovers automatically.
import { install, row, show } from "./app-store";
import { inside, reset, write } from "./machine";
import { inSession } from "./session";

const daemon = "/usr/sbin/dockerd";

beforeAll(() => reset({ images: true }), 60_000);
afterAll(async () => {
    await inside("sh", "-c", "if [ -e \"$1.away\" ]; then mv \"$1.away\" \"$1\"; fi", "sh", daemon);
    await reset({ images: true });
}, 60_000);

inSession({}, step => {
    step("Docker is stopped: the page says so, and starts it", async session => {
        const { place } = session;
        await install(session, "nginx", "site");
        await row(session, "site").has("Running", 90_000);
        await inside("systemctl", "stop", "docker.socket", "docker.service");
        await place.getByText("Docker is not running").first().waitFor();
        await session.picture("docker-stopped");
        await place.getByRole("button", { name: "Start Docker" }).click();
        await row(session, "site").has("Running");
    }, 180_000);

    step("Docker is not installed", async session => {
        const { place } = session;
        await inside("systemctl", "stop", "docker.socket", "docker.service");
        await inside("mv", daemon, `${daemon}.away`);
        await place.getByText("Docker is not installed").first().waitFor();
        await session.picture("docker-missing");
        await inside("mv", `${daemon}.away`, daemon);
        await inside("systemctl", "start", "docker.service");
        await row(session, "site").has("Running");
    }, 120_000);

    step("a damaged list of apps is named and left as it is", async session => {
        const { place } = session;
        const records = "/var/lib/appmanage/apps.json";
        const good = await inside("cat", records);
        await write(records, "{\"version\": 1, \"apps\"");
        await place.getByText("The apps can't be read").first().waitFor();
        await place.getByText(records).first().waitFor();
        await session.picture("apps-unreadable");
        expect(await inside("cat", records)).toBe("{\"version\": 1, \"apps\"");
        await write(records, good);
        await row(session, "site").has("Running");
    });

    step("a broken folder of the library is named, and hides nothing else", async session => {
        const { place } = session;
        await write("/var/lib/appmanage/library/apps/wreck/variables.json", "{");
        await session.tab.reload();
        await show(session, "/store");
        await place.getByRole("link", { name: "WordPress" }).waitFor();
        await place.getByText("1 folder of the library can't be used.").waitFor();
        await place.getByRole("button", { name: "Show the folders" }).click();
        await place.getByText(/wreck/).waitFor();
        await session.picture("store-broken-folder");
    });
});
