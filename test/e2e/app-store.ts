// SPDX-License-Identifier: LGPL-2.1-or-later
/** Our page as its users know it: things are found by role and name. */
import type { Locator } from "playwright-core";
import { machine } from "./machine";
import type { Session } from "./session";
import { until } from "./until";

export interface Row {
    all: Locator;
    /** Waits until the row shows this status, a word of the page in English. */
    has(status: string, milliseconds?: number): Promise<void>;
    button(label: string): Locator;
    /** Opens the menu of the row and chooses from it. */
    choose(action: string): Promise<void>;
}

export function row({ place, words }: Session, app: string): Row {
    const all = place.getByRole("listitem").filter({ has: place.getByRole("link", { name: app, exact: true }) });
    return {
        all,
        has: (status, milliseconds = 60_000) =>
            all.getByText(words(status), { exact: true }).first().waitFor({ timeout: milliseconds }),
        button: label => all.getByRole("button", { name: words(label, app), exact: true }),
        async choose(action) {
            await all.getByRole("button", { name: words("More actions for $0", app) }).click();
            await place.getByRole("menuitem", { name: words(action), exact: true }).click();
        },
    };
}

/** Opens a view by its deep link. */
export async function show({ tab }: Session, hash: string): Promise<void> {
    await tab.goto(`${machine.address}/appmanage#${hash}`);
}

/** From wherever one is: the store, an app found by search, its install dialog. */
export async function openInstallDialog(session: Session, app: string): Promise<Locator> {
    const { place, words } = session;
    await show(session, `/store/${app.toLowerCase()}`);
    await place.getByRole("heading", { level: 1, name: app }).waitFor();
    await place.getByRole("button", { name: words("Install"), exact: true }).click();
    const dialog = place.getByRole("dialog", { name: words("Install $0", app) });
    await dialog.getByRole("textbox", { name: words("Name"), exact: true }).waitFor();
    return dialog;
}

/** Installs with what the dialog proposes, but for the name. */
export async function install(session: Session, app: string, name: string): Promise<void> {
    const dialog = await openInstallDialog(session, app);
    await dialog.getByRole("textbox", { name: session.words("Name"), exact: true }).fill(name);
    const button = dialog.getByRole("button", { name: session.words("Install"), exact: true });
    await until("the install button is enabled", () => button.isEnabled());
    await button.click();
    await row(session, name).all.waitFor();
}
