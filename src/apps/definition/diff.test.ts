// SPDX-License-Identifier: LGPL-2.1-or-later
import { diffOf } from "./diff";

const model = (web: object, rest: object = {}) => JSON.stringify({ name: "blog", services: { web }, ...rest });
const web = {
    image: "nginx:1.0", command: ["run", "fast"], environment: { A: "1" }, volumes: [{ source: "/a" }, { source: "/b" }],
};
const diff = (one: object, other: object, env = "") => diffOf({ model: model(one), env }, { model: model(other), env });

it("is empty for what is the same", () => {
    expect(diff(web, web)).toEqual([]);
});

it("shows values that changed, by service", () => {
    expect(diff(web, { ...web, image: "nginx:2.0", privileged: true, command: ["run", "$$HOME"] })).toEqual([
        "@@ services.web @@",
        '-image: "nginx:1.0"', '+image: "nginx:2.0"',
        '-command: ["run","fast"]', '+command: ["run","$HOME"]',
        "+privileged: true",
    ]);
});

it("shows a service that is new line by line, and one that is gone", () => {
    const evil = { pid: "host", volumes: [{ source: "/", target: "/host" }], deploy: { mode: "x" } };
    const now = model(web, { services: { web, evil } });
    const expected = ['pid: "host"', 'volumes: {"source":"/","target":"/host"}', 'deploy.mode: "x"'];
    const former = model(web);
    expect(diffOf({ model: former, env: "" }, { model: now, env: "" })).toEqual(
        ["@@ services.evil @@", ...expected.map(line => `+${line}`)]);
    expect(diffOf({ model: now, env: "" }, { model: former, env: "" })).toEqual(
        ["@@ services.evil @@", ...expected.map(line => `-${line}`)]);
});

it("shows items of a list that came and went, one for one, and all where only their order changed", () => {
    const [a, b] = web.volumes;
    expect(diff(web, { ...web, volumes: [b, { source: "/c" }] })).toEqual(
        ["@@ services.web @@", '-volumes: {"source":"/a"}', '+volumes: {"source":"/c"}']);
    expect(diff({ volumes: [a, a] }, { volumes: [a] })).toEqual(["@@ services.web @@", '-volumes: {"source":"/a"}']);
    expect(diff({ volumes: [a, b] }, { volumes: [b, a] })).toHaveLength(5);
});

it("shows what stands beside the services, and names such as __proto__", () => {
    const now = model(web, JSON.parse('{"volumes": {"__proto__": {"driver_opts": {"device": "/"}}}, "name": "other"}') as object);
    expect(diffOf({ model: model(web), env: "" }, { model: now, env: "" })).toEqual([
        "@@ name @@", '-name: "blog"', '+name: "other"', "@@ volumes.__proto__ @@", '+driver_opts.device: "/"',
    ]);
});

it("never shows values of variables, and no secret where it is used", () => {
    const env = (secret: string) => `DB_PASSWORD='${secret}'\nPORT=1\n`;
    const service = (secret: string) => ({
        environment: { DB_PASSWORD: secret, OPEN: secret }, command: ["--auth", secret.replaceAll("$", "$$")],
        build: { args: { X: secret } }, healthcheck: { test: `ping ${secret}` }, post_start: [{ environment: { Y: secret } }],
    });
    const definition = (secret: string) => ({
        model: model(service(secret), { configs: { c: { content: secret } }, "x-a": { b: secret } }), env: env(secret),
    });
    const lines = diffOf(definition("first$ecret"), definition("second$ecret"));
    expect(lines.join("\n")).not.toMatch(/first|second/);
    expect(lines).toEqual(expect.arrayContaining([
        "-environment.DB_PASSWORD: ***", "+environment.OPEN: ***", '+command: ["--auth","***"]', "+build.args.X: ***",
        '+healthcheck.test: "ping ***"', "@@ configs.c @@", "+content: ***", "@@ x-a @@", "@@ .env @@", "-DB_PASSWORD: ***",
    ]));
    expect(lines).not.toContain("-PORT: ***");
});

it("does not let new variables hide what is mounted", () => {
    const lines = diffOf(
        { model: model({}), env: "" }, { model: model({ volumes: [{ source: "/etc/shadow" }] }), env: "TOKEN=/etc/shadow" });
    expect(lines).toContain('+volumes: {"source":"/etc/shadow"}');
});

it("spells out characters that would hide or fake a line", () => {
    const lines = diff({}, { hostname: "a\n+b\u202Ec\u200Bd", "e\nf": 1 });
    expect(lines).toEqual(["@@ services.web @@", '+hostname: "a\\n+b\\u{202e}c\\u{200b}d"', "+e\\u{a}f: 1"]);
});

it("says of .env which variables came, went and changed, or that nothing else did", () => {
    const env = (one: string, other: string) => diffOf({ model: model(web), env: one }, { model: model(web), env: other });
    expect(env("A=1\nB=2\nC=3", "A=1\nB=3\nD=4")).toEqual(["@@ .env @@", "-B: ***", "+B: ***", "-C: ***", "+D: ***"]);
    expect(env("A=1", "A='1'")).toEqual(["@@ .env @@", "+# comments, quotes or the order"]);
});

it("does not take for the same what it can't read", () => {
    expect(() => diffOf({ model: model(web), env: "" }, { model: "{", env: "" })).toThrow(SyntaxError);
});
