// SPDX-License-Identifier: LGPL-2.1-or-later
import { fallbackImage, largestImage } from "./image";
import type { AppRecord } from "./record";
import { brokenRecords, parseRecords, StoreError } from "./store";
import { formatRecords } from "./update-records";

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

const fileWith = (apps: object) => JSON.stringify({ version: 1, apps });

it("reads no apps where there is no file", () => {
    expect(parseRecords(null, path)).toEqual({});
    expect(brokenRecords(null, path)).toEqual([]);
});

it("reads back what it writes", () => {
    expect(parseRecords(formatRecords({}), path)).toEqual({});
    expect(parseRecords(formatRecords({ blog: record }), path)).toEqual({ blog: record });
});

it("handles app names that every object has", () => {
    const apps = parseRecords(formatRecords({ constructor: { ...record, app_id: "constructor" } }), path);
    expect(Object.keys(apps)).toEqual(["constructor"]);
    expect(Object.hasOwn(apps, "toString")).toBe(false);
});

it.each([
    ["", "empty"], [" \n", "empty"], ["{", "not-json"], ["hello", "not-json"], ["null", "bad-shape"],
    ["[]", "bad-shape"], ["{}", "bad-shape"], ["{\"version\": \"1\", \"apps\": {}}", "bad-shape"],
    ["{\"version\": 0, \"apps\": {}}", "bad-shape"], ["{\"version\": 1, \"apps\": []}", "bad-shape"],
    ["{\"version\": 1}", "bad-shape"], ["{\"version\": 1, \"apps\": null}", "bad-shape"],
    ["{\"version\": 2, \"apps\": {}}", "newer"], ["{\"version\": 9, \"other\": []}", "newer"],
])("says that %j is %s", (text, fault) => {
    expect(faultOf(text)).toBe(fault);
});

it("keeps unknown fields at every level", () => {
    const future = {
        first: 0, ...record, later: { a: [1, null] }, access: { ...record.access, totp: "x" },
        services: { web: { ...record.services.web, gpus: 2 } }, network: { ...record.network, mtu: 1400 },
        published: [{ address: "", first: 1, last: 1, protocol: "tcp", name: "web" }],
    };
    const text = JSON.stringify({ note: "kept", version: 1, apps: { blog: future }, later: [1] }, null, 1) + "\n";
    const apps = parseRecords(text, path);
    expect(JSON.parse(formatRecords(apps, text))).toEqual(JSON.parse(text));
    expect(apps.blog).toEqual(future);
});

const unreadable: [string, unknown, string][] = [
    ["an unknown wish", { ...record, wish: "paused" }, "wish"],
    ["a missing field", { ...record, access: undefined }, "access"],
    ["a field of another type", { ...record, access: { ...record.access, port: "80" } }, "access.port"],
    ["another app's id", { ...record, app_id: "shop" }, "app_id"],
    ["null", null, ""], ["a number", 7, ""], ["a list", [record], ""], ["an empty object", {}, "app_id"],
    ["a bad service named __proto__", JSON.parse(JSON.stringify(record).replace("\"web\"", "\"__proto__\"")
        .replace("\"scale\":1", "\"scale\":-1")), "services.__proto__.scale"],
];

it.each(unreadable)("hides a record that is %s, and no other", (_what, bad, where) => {
    const other = { ...record, app_id: "other" };
    const text = fileWith({ blog: bad, other });
    expect(parseRecords(text, path)).toEqual({ other });
    const broken = brokenRecords(text, path);
    expect(broken.map(({ id }) => id)).toEqual(["blog"]);
    expect(broken[0]?.detail).toContain(where);
});

it.each(unreadable)("keeps a record that is %s in its place", (_what, bad) => {
    const text = fileWith({ first: { ...record, app_id: "first" }, blog: bad, other: { ...record, app_id: "other" } });
    const { other, ...rest } = parseRecords(text, path);
    const written = formatRecords({ ...rest, added: { ...record, app_id: "added" } }, text);
    expect(other?.app_id).toBe("other");
    expect(written).toBe(formatRecords({ ...rest, added: { ...record, app_id: "added" } }, written));
    expect(JSON.stringify(JSON.parse(written))).toBe(fileWith({
        first: { ...record, app_id: "first" }, blog: bad, added: { ...record, app_id: "added" },
    }));
});

it("keeps a bad record of an app named __proto__", () => {
    const text = '{"version":1,"apps":{"__proto__":{"x":1}}}';
    expect(Object.keys(parseRecords(text, path))).toEqual([]);
    expect(JSON.stringify(JSON.parse(formatRecords({}, text)))).toBe(text);
});

it("says nothing of what a bad record holds", () => {
    const access = { ...record.access, user_name: 7, password: "hunter2" };
    expect(JSON.stringify(brokenRecords(fileWith({ blog: { ...record, access } }), path))).not.toContain("hunter2");
});

it("has no large image, and keeps a small one", () => {
    const of = (length: number) => `data:image/svg+xml,${"x".repeat(length)}`;
    const text = fileWith({
        blog: { ...record, image_url: of(largestImage) }, small: { ...record, app_id: "small", image_url: of(100) },
    });
    const { blog, small } = parseRecords(text, path);
    expect(blog?.image_url).toBe(fallbackImage);
    expect(small?.image_url).toBe(of(100));
});
