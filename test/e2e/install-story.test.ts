// SPDX-License-Identifier: LGPL-2.1-or-later
// The main job, on a machine with no image: from the login to WordPress's own setup wizard.
import { row } from "./app-store";
import { findInStore, installAs, openSite, seeDetails, watchPull } from "./install-story";
import { healRegistry, inside, reset, spoilRegistry } from "./machine";
import { becomeAdministrator, inSession } from "./session";

beforeAll(() => reset({ images: false }), 60_000);

inSession({ administrative: false }, step => {
    step("an admin gets administrative access, and the page continues automatically", async session => {
        const { place } = session;
        await place.getByText("Administrative access is required").waitFor();
        await session.picture("limited-access-en");
        await becomeAdministrator(session);
        await place.getByText("No apps are installed yet").waitFor();
    });

    step("finds WordPress in the store, and gives it a name", async session => {
        await findInStore(session);
        // A local registry is faster than the eye, and sizes are known only after some seconds.
        await spoilRegistry({ bytesPerSecond: 12_000_000 });
        await installAs(session, "blog");
    });

    step("watches it being pulled, created and started", async session => {
        const seen = await watchPull(session, "blog");
        expect(seen.length).toBeGreaterThan(2);
        await healRegistry();
        expect(seen).toEqual([...seen].sort((a, b) => a - b));
        await row(session, "blog").has("Running", 120_000);
        expect(await inside("docker", "ps", "--format", "{{.Names}}")).toContain("blog-db");
    }, 240_000);

    step("opens its address, and meets WordPress's setup wizard", async session => {
        await openSite(session, "blog");
    });

    step("finds all about it on its page", async session => {
        await seeDetails(session, "blog");
    });
});
