/**
 * @jest-environment jsdom
 */
// SPDX-License-Identifier: LGPL-2.1-or-later
import { download } from "./download";

it("asks Cockpit for what the program prints, as a file with a harmless name", () => {
    const asked: string[] = [];
    jest.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
        asked.push(this.href);
    });
    download(["docker", "logs", "büro"], "a\"b/c.log");
    const [path = "", query = ""] = (asked[0] ?? "").replace("http://localhost", "").split("?");
    expect(path).toBe("/cockpit/channel/token");
    const options: unknown = JSON.parse(Buffer.from(query, "base64").toString());
    expect(options).toMatchObject({
        payload: "stream",
        spawn: ["docker", "logs", "büro"],
        superuser: "require",
        external: { "content-disposition": "attachment; filename=\"a_b_c.log\"" },
    });
    expect(document.querySelector("a")).toBeNull();
});
