// SPDX-License-Identifier: LGPL-2.1-or-later
// A library has newer versions of an app that is in use: WordPress, with a title that was written before. One version works,
// the next never becomes ready.
import { install, row, show } from "./app-store";
import { inside, reset, write } from "./machine";
import { inSession } from "./session";
import { until } from "./until";

const [shipped, library] = ["/usr/share/cockpit/appmanage/library/apps/wordpress", "/srv/press/apps/press"];
const title = "Written before the update";

/** What the library has from now on. */
async function offer(versions: readonly string[], database: string, command = ""): Promise<void> {
    await inside("sh", "-c", `
        rm -rf "$2" && mkdir -p "$2" && cp -r "$1/." "$2"
        sed -i 's/"name": .*/"name": "press",/; s/"trademark": .*/"trademark": "Press",/
            s/"title": .*/"title": {"en": "Press"},/; s/"version": .*/"version": ['"$3"'] }/' "$2/variables.json"
        sed -i "s/mariadb:[0-9.]*/mariadb:$4/; s|container_name: .W9_ID$|&$5|" "$2/docker-compose.yml"`,
    "offer", shipped, library, versions.map(version => `"${version}"`).join(", "), database,
    command && `\\n    command: ${command}`);
}

const images = () => inside("sh", "-c", "docker inspect --format '{{.Config.Image}}' blog blog-db | xargs");
/** As WordPress reads it from its database. */
const site = () => inside("sh", "-c", "curl -s 'http://127.0.0.1:9001/?rest_route=/' || true");

beforeAll(async () => {
    await reset({ images: true });
    await offer(["7.0.4"], "11.8.7");
    await write("/etc/appmanage.json", JSON.stringify({ libraries: ["/srv/press/apps"] }));
    // Versions that no registry has: what is there is enough.
    await inside("sh", "-c", `
        for image in wordpress:7.0.4 wordpress:7.1.0 mariadb:11.8.8; do docker pull -q "$image"; done
        docker tag mariadb:11.8.8 mariadb:11.8.7 && docker tag wordpress:7.1.0 wordpress:9.9.9`);
}, 300_000);
afterAll(() => inside("sh", "-c", "rm -rf /etc/appmanage.json /srv/press; docker rmi -f mariadb:11.8.7 wordpress:9.9.9"));

inSession({}, step => {
    step("WordPress is in use", async session => {
        await install(session, "Press", "blog");
        await row(session, "blog").has("Running", 120_000);
        await inside("curl", "-sS", "-o", "/dev/null", "http://127.0.0.1:9001/wp-admin/install.php?step=2",
            "--data-urlencode", `weblog_title=${title}`, "-d", "user_name=editor&admin_email=editor@blog.example&pw_weak=1",
            "-d", "admin_password=Quiet-harbor-41&admin_password2=Quiet-harbor-41");
        await until("the title is kept", async () => (await site()).includes(title));
    }, 240_000);

    step("the new version is offered, and Update all brings it, with the database's patch", async session => {
        const { place, tab } = session;
        await offer(["7.1.0", "7.0.4"], "11.8.8");
        await tab.reload();
        await row(session, "blog").all.getByText("7.1.0 available").waitFor();
        await place.getByRole("link", { name: "1 update available" }).click();
        await place.getByText("7.0.4 → 7.1.0").waitFor();
        await session.picture("updates");
        await place.getByRole("button", { name: "Update all" }).click();
        await place.getByRole("dialog").getByRole("button", { name: "Update all" }).click();
        await place.getByText("All apps are up to date with their libraries.").waitFor({ timeout: 120_000 });

        await show(session, "/app/blog");
        await place.getByText("Changed from version 7.0.4 to 7.1.0").waitFor({ timeout: 60_000 });
        expect(await images()).toBe("wordpress:7.1.0 mariadb:11.8.8\n");
        expect(await site()).toContain(title);
    }, 240_000);

    step("a version that never becomes ready is undone by itself, and what was written is there", async session => {
        const { place, tab } = session;
        await offer(["9.9.9", "7.1.0"], "11.8.8", "[\"sh\", \"-c\", \"rm -rf /var/www/html/*; exit 3\"]");
        await tab.reload();
        await place.getByRole("button", { name: "Update to 9.9.9" }).click();
        const dialog = place.getByRole("dialog", { name: "Change blog" });
        await dialog.getByRole("button", { name: "Continue" }).click();
        await dialog.getByText("Version: 7.1.0 → 9.9.9", { exact: true }).waitFor();
        await dialog.getByRole("button", { name: "Change", exact: true }).click();

        await place.getByText("The last change failed and was undone. The app is as it was before.")
            .waitFor({ timeout: 180_000 });
        // The way back is still that of the change before.
        await place.getByText("Changed from version 7.0.4 to 7.1.0").waitFor();
        await session.picture("update-undone");
        expect(await images()).toBe("wordpress:7.1.0 mariadb:11.8.8\n");
        await until("the title is there again", async () => (await site()).includes(title));
        await show(session, "/");
        await row(session, "blog").has("Running");
    }, 300_000);
});
