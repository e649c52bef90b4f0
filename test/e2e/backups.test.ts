// SPDX-License-Identifier: LGPL-2.1-or-later
// A site is backed up to another disk, and deleted. Another server that gets that disk and the password has the same site.
import { install, row, show } from "./app-store";
import { bringSecond, copyToSecond, inside, moveToSecond, removeSecond, reset } from "./machine";
import { remains } from "./remains";
import { inSession, openSession, type Session } from "./session";
import { until } from "./until";

const [title, user, secret] = ["Written on the first server", "editor", "Quiet-harbor-41"];
const disk = "/mnt/disk/backups";
let password = "";

/** As WordPress reads it from its database. */
const site = () => inside("sh", "-c", "curl -s 'http://127.0.0.1:9001/?rest_route=/' || true");

beforeAll(async () => {
    // Before the browser is there, for which a new network of this host would interrupt the connection.
    await bringSecond();
    await reset({ images: false });
    await inside("sh", "-c", "rm -rf /mnt/disk; mkdir -p /mnt/disk");
}, 240_000);
afterAll(removeSecond, 60_000);

async function fillPlace({ place }: Session) {
    await place.getByRole("button", { name: "Add a place" }).click();
    const dialog = place.getByRole("dialog", { name: "Add a place for backups" });
    await dialog.getByRole("textbox", { name: "Location" }).fill(disk);
    return dialog;
}

inSession({}, step => {
    step("WordPress is in use", async session => {
        await install(session, "WordPress", "blog");
        await row(session, "blog").has("Running", 180_000);
        await inside("curl", "-sS", "-o", "/dev/null", "http://127.0.0.1:9001/wp-admin/install.php?step=2",
            "--data-urlencode", `weblog_title=${title}`, "-d", `user_name=${user}&admin_email=editor@blog.example&pw_weak=1`,
            "-d", `admin_password=${secret}&admin_password2=${secret}`);
        await until("the title is kept", async () => (await site()).includes(title));
    }, 300_000);

    step("a place is added, and its password shown once", async session => {
        const { place } = session;
        await show(session, "/backups");
        const dialog = await fillPlace(session);
        await dialog.getByRole("button", { name: "Add", exact: true }).click();
        const shown = place.getByRole("dialog", { name: /^Save the password of/ });
        password = (await shown.locator("code").textContent()) ?? "";
        expect(password.length).toBeGreaterThan(20);
        await session.picture("backup-password");
        await shown.getByRole("checkbox", { name: "I have saved the password" }).check();
        await shown.getByRole("button", { name: "Close" }).click();
        await place.getByText(disk).first().waitFor();
        // Nowhere but where restic reads it.
        const found = await inside("sh", "-c", "grep -rlF -e \"$0\" /etc /var/lib/appmanage /var/log 2>/dev/null || :", password);
        expect(found.trim().split("\n")).toEqual([expect.stringMatching(/^\/etc\/appmanage\/backup\/[a-z0-9-]+\/password$/)]);
    }, 120_000);

    step("the app is backed up, and runs", async session => {
        const { place } = session;
        await show(session, "/");
        await row(session, "blog").choose("Back up now");
        await until("the backup is done", async () =>
            (await inside("cat", "/var/lib/appmanage/jobs/blog/phase")).trim() === "done");
        await row(session, "blog").has("Running");
        await show(session, "/backups");
        await place.getByText("By hand").waitFor();
        await session.picture("backups");
        expect(await site()).toContain(title);
    }, 180_000);

    step("the app is deleted, and its backups stay", async () => {
        await inside("appmanage", "uninstall", "blog", "--purge", "--yes");
        expect(await remains("blog")).toEqual([]);
        expect(JSON.parse(await inside("appmanage", "backups", "list", "-o", "json"))).toMatchObject([{ app_id: "blog" }]);
    }, 60_000);

    step("another server that gets the disk and the password has the site again", async () => {
        await copyToSecond("/mnt/disk");
        await inside("rm", "-rf", "/mnt/disk");
        moveToSecond();
        expect(await inside("docker", "ps", "-aq")).toBe("");
        const session = await openSession({ path: "/appmanage#/backups" });
        await restoreIn(session);
        await session.verify();
        await session.close();
    }, 400_000);
});

async function restoreIn(session: Session): Promise<void> {
    const { place } = session;
    const dialog = await fillPlace(session);
    await dialog.getByRole("radio", { name: "Enter the password of existing backups" }).check();
    await dialog.getByRole("textbox", { name: "Password", exact: true }).fill("not this one");
    await dialog.getByRole("button", { name: "Add", exact: true }).click();
    await dialog.getByText("The place has backups already, and this is not their password.").waitFor();
    await dialog.getByRole("textbox", { name: "Password", exact: true }).fill(password);
    await dialog.getByRole("button", { name: "Add", exact: true }).click();

    await place.getByRole("button", { name: /^Restore/ }).click();
    const restore = place.getByRole("dialog", { name: "Restore blog" });
    await restore.getByRole("textbox", { name: "Name" }).fill("blog");
    await session.picture("restore");
    await restore.getByRole("button", { name: "Restore", exact: true }).click();
    await row(session, "blog").has("Running", 240_000);
    await until("the title is there again", async () => (await site()).includes(title));
    const cookies = await inside("sh", "-c", `curl -sS -D - -o /dev/null -b wordpress_test_cookie=x \
        -d "log=$0&pwd=$1&testcookie=1" http://127.0.0.1:9001/wp-login.php`, user, secret);
    expect(cookies).toContain("wordpress_logged_in");
}
