// SPDX-License-Identifier: LGPL-2.1-or-later
import { shortAddress, webAddress } from "./address";

describe("webAddress", () => {
    it.each(["http://server:9001", "http://[fe80::1]:9001/", "https://blog.example.org/wp-admin"])("takes %s", url => {
        expect(webAddress(url)).toBe(url);
    });

    it.each(["", "not an address", "javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "ftp://server/"])(
        "refuses %j", url => {
            expect(webAddress(url)).toBe("");
        });
});

it("leaves the last slash out", () => {
    expect(shortAddress("http://server:9001/")).toBe("http://server:9001");
    expect(shortAddress("http://server:9001/wp-admin")).toBe("http://server:9001/wp-admin");
});
