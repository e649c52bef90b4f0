// SPDX-License-Identifier: LGPL-2.1-or-later
// The main job again, for an admin who has set Cockpit to Chinese.
import { row } from "./app-store";
import { findInStore, installAs, openSite, seeDetails } from "./install-story";
import { reset } from "./machine";
import { inSession } from "./session";

beforeAll(() => reset({ images: true }), 60_000);

inSession({ language: "zh_CN" }, step => {
    step("WordPress from the store to its setup wizard, in Chinese", async session => {
        const { place } = session;
        await findInStore(session);
        // What the library says of an app is Chinese, too.
        await place.getByText("建网站、写博客").first().waitFor();
        await installAs(session, "boke");
        await row(session, "boke").has("Running", 120_000);
        await openSite(session, "boke");
        await seeDetails(session, "boke");
    }, 180_000);

    step("what the interface refuses is said in Chinese", async session => {
        const { place, tab } = session;
        await tab.goto(new URL("/appmanage#/store/wordpress", tab.url()).href);
        await place.getByRole("button", { name: session.words("Install"), exact: true }).click();
        await place.getByRole("textbox", { name: session.words("Name"), exact: true }).fill("boke");
        await place.getByText(session.words("This name is taken.")).waitFor();
    });

    step("no word of the page is left in English", async session => {
        const { place } = session;
        const texts = await place.locator("#app-store").evaluate(main => {
            const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
            const found: string[] = [];
            while (walker.nextNode())
                found.push(walker.currentNode.textContent ?? "");
            return found;
        });
        // Names, paths, addresses and versions are in no language.
        const words = texts.filter(text => /[A-Za-z]{3,} [a-z]{2,}/.test(text) && !/\p{Script=Han}/u.test(text));
        expect(words).toEqual([]);
    });
});
