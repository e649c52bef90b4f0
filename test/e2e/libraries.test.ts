// SPDX-License-Identifier: LGPL-2.1-or-later
// An admin brings a library of their own: it is looked at before it is kept, its apps are in the store with where they
// come from, and when it is removed what was installed from it keeps running.
import { install, row, show } from "./app-store";
import { inside, reset, write } from "./machine";
import { inSession, type Session } from "./session";

const configuration = "/etc/appmanage.json";
const shipped = "/usr/share/cockpit/appmanage/library/apps";
const team = "/srv/team/apps";

/** A copy of the shipped nginx, under names of its own, and one of the same name as a shipped app. */
async function makeLibrary(): Promise<void> {
    await inside("sh", "-c", `
        mkdir -p "$2" && cp -r "$1/nginx" "$2/intranet" && cp -r "$1/redis" "$2/redis" && mkdir "$2/half"
        sed -i 's/"title":.*/"title": {"en": "Intranet"},/' "$2/intranet/variables.json"
        echo "{" >"$2/half/variables.json"`, "make-library", shipped, team);
}

async function configured(): Promise<string> {
    return inside("cat", configuration);
}

function panel({ place }: Session, name: string) {
    return place.getByRole("listitem").filter({ has: place.getByRole("heading", { level: 2, name, exact: true }) });
}

async function openDialog({ place }: Session, path: string) {
    await place.getByRole("button", { name: "Add a library" }).click();
    const dialog = place.getByRole("dialog", { name: "Add a library" });
    await dialog.getByRole("textbox", { name: "Folder" }).fill(path);
    return dialog;
}

beforeAll(async () => {
    await reset({ images: true });
    await makeLibrary();
    await write(configuration, "{\n  \"note\": \"kept\"\n}\n");
}, 60_000);
afterAll(async () => {
    await inside("rm", "-rf", "/srv/team");
    await reset({ images: true });
}, 60_000);

inSession({}, step => {
    step("what can't be a library is said at the field, and changes nothing", async session => {
        await show(session, "/store");
        await session.place.getByRole("link", { name: "Libraries" }).click();
        await session.place.getByRole("heading", { level: 1, name: "Libraries" }).waitFor();
        const dialog = await openDialog(session, "/srv/nowhere");
        await dialog.getByText("There is no folder /srv/nowhere.").waitFor();
        await dialog.getByRole("textbox", { name: "Folder" }).fill(`${team}/intranet`);
        await dialog.getByRole("button", { name: `Use ${team}` }).click();
        await dialog.getByText("2 apps for the store").waitFor();
        await session.picture("library-adding");
        await session.tab.keyboard.press("Escape");
        await dialog.waitFor({ state: "detached" });
        expect(await configured()).toBe("{\n  \"note\": \"kept\"\n}\n");
    });

    step("a library is added by the folder above it, with what else is configured kept", async session => {
        const { place } = session;
        const dialog = await openDialog(session, "/srv/team/");
        await dialog.getByText(`The apps are in ${team}: this is the folder that will be added.`).waitFor();
        await dialog.getByText("1 app of another library gives way to the same one from here.").waitFor();
        await session.tab.keyboard.press("Enter");
        await panel(session, "team").getByRole("link", { name: "2 apps" }).waitFor();
        await panel(session, "team").getByText("1 folder of the library can't be used.").waitFor();
        await panel(session, "Built-in").getByText("1 app is offered from a library before this one").waitFor();
        expect(await configured()).toBe(`{\n  "note": "kept",\n  "libraries": ["${team}"]\n}\n`);
        await session.picture("libraries");

        await panel(session, "team").getByRole("link", { name: "2 apps" }).click();
        await place.getByRole("link", { name: "Intranet" }).waitFor();
        expect(await place.locator(".am-card").count()).toBe(2);
        await place.getByRole("link", { name: "Intranet" }).click();
        await place.getByText(`${team}/intranet`).waitFor();
    });

    step("an app that was installed from it keeps running when it is removed", async session => {
        const { place } = session;
        await install(session, "Intranet", "site");
        await row(session, "site").has("Running", 90_000);
        await show(session, "/libraries");
        await place.getByRole("button", { name: `Remove the library ${team}` }).click();
        const dialog = place.getByRole("dialog", { name: "Remove this library?" });
        await dialog.getByText("1 app that was installed from it is a copy and is not affected.").waitFor();
        await session.picture("library-removing");
        await dialog.getByRole("button", { name: "Remove" }).click();
        // Behind the dialog nothing has a role.
        await dialog.waitFor({ state: "detached" });
        await panel(session, "team").waitFor({ state: "detached" });
        expect(await configured()).toBe("{\n  \"note\": \"kept\",\n  \"libraries\": []\n}\n");
        expect(await inside("ls", team)).toBe("half\nintranet\nredis\n");

        await show(session, "/store/intranet");
        await place.getByRole("heading", { name: "The library has no such app" }).waitFor();
        await show(session, "/app/site");
        await place.getByText(team, { exact: true }).waitFor();
        await place.getByText("Running", { exact: true }).first().waitFor();
    }, 180_000);

    step("a damaged configuration is named in both places, and left as it is", async session => {
        const { place } = session;
        await write(configuration, "{\"libraries\": ");
        for (const view of ["/libraries", "/store"]) {
            await show(session, "/");
            await show(session, view);
            await place.getByRole("heading", { name: "The library can't be read" }).waitFor();
            await place.getByText(`The configuration file ${configuration} is not valid`).waitFor();
        }
        expect(await place.getByRole("button", { name: "Add a library" }).count()).toBe(0);
        expect(await configured()).toBe("{\"libraries\": ");
        await session.picture("store-misconfigured");
        await write(configuration, "{}");
        await place.getByRole("button", { name: "Try again" }).click();
        await place.getByRole("link", { name: "WordPress" }).waitFor();
    });

    step("every change is one record in the journal", async () => {
        const trail = await inside("journalctl", "-t", "appmanage", "--no-pager", "-o", "cat");
        const changes = trail.split("\n").filter(line => / operation=Library/.test(line)).slice(-2);
        expect(changes).toEqual([
            "user=admin operation=LibraryAdd library=/srv/team/apps result=ok",
            "user=admin operation=LibraryRemove library=/srv/team/apps result=ok",
        ]);
    });
});
