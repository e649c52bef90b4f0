// SPDX-License-Identifier: LGPL-2.1-or-later
// Users without administrative access. How an admin gets it is part of the installation's story.
import { show } from "./app-store";
import { inSession } from "./session";

inSession({ user: "guest", administrative: false }, step => {
    step("a guest is told what is needed, whatever page of ours is opened", async session => {
        const { place } = session;
        for (const hash of ["/", "/store", "/app/blog?tab=logs"]) {
            await show(session, hash);
            await place.getByRole("heading", { name: "Administrative access is required" }).waitFor();
            expect(await place.getByRole("button").count()).toBe(0);
            expect(await place.getByRole("link").count()).toBe(0);
        }
        await session.picture("limited-access-guest");
    });
});
