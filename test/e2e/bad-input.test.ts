// SPDX-License-Identifier: LGPL-2.1-or-later
// What an admin may type by mistake or malice: each field says what is wrong, and nothing is installed.
import { openInstallDialog } from "./app-store";
import { inside, reset } from "./machine";
import { inSession } from "./session";
import { until } from "./until";

beforeAll(() => reset({ images: true }), 60_000);

const names = [
    "", " ", "a", "A1", "my blog", "ümlaut", "😀😀", "../x", "$(reboot)", "`reboot`", "a'b\"c", "--help", "a;b", "a/b",
    "x".repeat(21), "x".repeat(100_000), "\u0000\u0000", "a\tb",
];
const ports = ["", "0", "70000", "-1", "80; r", "1e3", "9.5", "0x50", "९०", "abc"];

inSession({}, step => {
    step("names and ports that can't be are refused at their field", async session => {
        const dialog = await openInstallDialog(session, "nginx");
        const install = dialog.getByRole("button", { name: "Install", exact: true });
        const name = dialog.getByRole("textbox", { name: "Name", exact: true });
        const port = dialog.getByRole("textbox", { name: "Web port" });
        await until("the install button is enabled", () => install.isEnabled());

        for (const wrong of names) {
            await name.fill(wrong);
            await until(`the name ${wrong.slice(0, 30)} is marked`, async () =>
                await name.getAttribute("aria-invalid") === "true");
            expect(await install.isEnabled()).toBe(false);
            await name.press("Enter");
        }
        await session.picture("install-hostile-name");
        await name.fill("site");
        for (const wrong of ports) {
            await port.fill(wrong);
            await until(`the port ${wrong} is marked`, async () => await port.getAttribute("aria-invalid") === "true");
            expect(await install.isEnabled()).toBe(false);
            await port.press("Enter");
        }
        await port.fill("9090");
        await dialog.getByText("9090/tcp is used by").waitFor();
        await session.picture("install-port-taken");
        await dialog.getByRole("button", { name: /^Use \d+$/ }).click();
        await until("the install button is enabled", () => install.isEnabled());
        expect(await port.inputValue()).not.toBe("9090");

        await dialog.getByRole("button", { name: "Cancel" }).click();
        await dialog.waitFor({ state: "detached" });
        expect(await inside("sh", "-c", "ls /var/lib/appmanage/apps 2>/dev/null; docker ps -aq")).toBe("");
    });
});
