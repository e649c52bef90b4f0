// SPDX-License-Identifier: LGPL-2.1-or-later
import type { AppRecord } from "./record";
import { formatRecords, parseRecords, StoreError } from "./store";

const path = "/data/apps.json";
const record: AppRecord = {
    app_id: "blog", name: "wordpress", customer_name: "blog", trade_mark: "WordPress", version: "7.1.0", official: true,
    library: "/library", created: "2026-01-01T00:00:00.000Z", wish: "running",
    services: { web: { restart: "always", oneShot: false, healthcheck: true, image: "wordpress:7.1.0", scale: 1 } },
    ports: { W9_HTTP_PORT_SET: 9001 }, network: { name: "appmanage-blog", subnet: "10.213.0.0/26" },
    access: { port: 9001, url: "http://$host:9001", admin_url: "", user_name: "", password: "" },
    probe: { scheme: "http", address: "", port: 9001 }, image_url: "logo.svg",
};

function faultOf(text: string): string {
    try {
        parseRecords(text, path);
    } catch (error) {
        if (error instanceof StoreError && error.path === path && error.message.startsWith(path))
            return error.fault;
        throw error;
    }
    return "none";
}

test("no file is no apps", () => {
    expect(parseRecords(null, path)).toEqual({});
});

test("reads back what it writes", () => {
    expect(parseRecords(formatRecords({}), path)).toEqual({});
    expect(parseRecords(formatRecords({ blog: record }), path)).toEqual({ blog: record });
});

test("app names that every object has are names like others", () => {
    const apps = parseRecords(formatRecords({ constructor: { ...record, app_id: "constructor" } }), path);
    expect(Object.keys(apps)).toEqual(["constructor"]);
    expect(Object.hasOwn(apps, "toString")).toBe(false);
});

test.each([
    ["", "empty"], [" \n", "empty"], ["{", "not-json"], ["hello", "not-json"], ["null", "bad-shape"],
    ["[]", "bad-shape"], ["{}", "bad-shape"], ["{\"version\": \"1\", \"apps\": {}}", "bad-shape"],
    ["{\"version\": 0, \"apps\": {}}", "bad-shape"],
    ["{\"version\": 1}", "bad-shape"], ["{\"version\": 1, \"apps\": {\"a\": {}}}", "bad-shape"],
    ["{\"version\": 2, \"apps\": {}}", "newer"], ["{\"version\": 9, \"other\": []}", "newer"],
])("%j is %s", (text, fault) => {
    expect(faultOf(text)).toBe(fault);
});

test("one record that is none spoils the file, and is named", () => {
    const text = formatRecords({ blog: record }).replace("\"running\"", "\"flying\"");
    expect(() => parseRecords(text, path)).toThrow(/apps\.blog\.wish/);
});
