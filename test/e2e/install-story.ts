// SPDX-License-Identifier: LGPL-2.1-or-later
/** The page's main job, told once for all languages: WordPress from the store to its own setup wizard. */
import { row, show } from "./app-store";
import { type Session } from "./session";
import { until } from "./until";

export async function findInStore(session: Session): Promise<void> {
    const { place, words } = session;
    await place.getByText(words("No apps are installed yet")).waitFor();
    await session.picture(`my-apps-empty-${words.language}`);
    await place.getByRole("link", { name: words("Browse the store") }).click();

    const cards = place.getByRole("region", { name: words("All apps") }).getByRole("listitem");
    await until("the shelves are filled", async () => await cards.count() >= 12);
    await session.picture(`store-${words.language}`);
    await place.getByRole("textbox").fill("wordp");
    await until("one app is found", async () => await cards.count() === 1);
    await cards.getByRole("link", { name: "WordPress" }).click();
    await place.getByRole("heading", { level: 1, name: "WordPress" }).waitFor();
    await session.picture(`store-wordpress-${words.language}`);
}

/** Names it; everything else is as the dialog proposes. */
export async function installAs(session: Session, name: string): Promise<void> {
    const { place, words } = session;
    await place.getByRole("button", { name: words("Install"), exact: true }).click();
    const dialog = place.getByRole("dialog", { name: words("Install $0", "WordPress") });
    const field = dialog.getByRole("textbox", { name: words("Name"), exact: true });
    await field.fill("My Blog");
    await dialog.getByText(words("Use lowercase letters.")).waitFor();
    const install = dialog.getByRole("button", { name: words("Install"), exact: true });
    expect(await install.isEnabled()).toBe(false);
    await session.picture(`install-wrong-name-${words.language}`);

    await field.fill(name);
    await until("the install button is enabled", () => install.isEnabled());
    await session.picture(`install-${words.language}`);
    await field.press("Enter");
    await row(session, name).all.waitFor();
}

/** What the progress bar has shown while the images were pulled: per cent, in order. */
export async function watchPull(session: Session, name: string): Promise<number[]> {
    const { place, words } = session;
    const { all } = row(session, name);
    const later = ["Creating", "Starting", "Running", "Error"].map(status => words(status));
    const beyond = place.getByText(new RegExp(later.join("|")));
    const bar = all.getByRole("progressbar", { name: words("Pulling the images of $0", name) });
    const seen: number[] = [];
    await until("the images are pulled", async () => {
        const value = await bar.getAttribute("aria-valuenow", { timeout: 500 }).catch(() => null);
        if (value !== null && Number(value) !== seen.at(-1)) {
            seen.push(Number(value));
            if (seen.length === 3)
                await session.picture(`pulling-${words.language}`);
        }
        return await all.filter({ has: beyond }).count() > 0;
    }, 120_000);
    return seen;
}

/** Follows the app's address, and finds WordPress there. */
export async function openSite(session: Session, name: string): Promise<void> {
    const { context, words } = session;
    const link = row(session, name).all.getByRole("link", { name: /^http|:\d+/ });
    await link.waitFor();
    await session.picture(`my-apps-running-${words.language}`);
    const [site] = await Promise.all([context.waitForEvent("page"), link.click()]);
    await site.getByRole("combobox").or(site.locator("#setup")).first().waitFor();
    expect(site.url()).toContain("/wp-admin/");
    expect(await site.title()).toContain("WordPress");
    await site.close();
}

export async function seeDetails(session: Session, name: string): Promise<void> {
    const { place, words } = session;
    await row(session, name).all.getByRole("link", { name, exact: true }).click();
    await place.getByRole("heading", { level: 1, name }).waitFor();
    for (const tab of ["Overview", "Services", "Logs", "Compose file"])
        await place.getByRole("tab", { name: words(tab) }).waitFor();
    await place.getByText(`/var/lib/appmanage/apps/${name}/docker-compose.yml`).waitFor();
    await session.picture(`details-${words.language}`);
    await show(session, "/");
}
