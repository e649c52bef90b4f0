// SPDX-License-Identifier: LGPL-2.1-or-later
import { filesRead } from "./outside";

const service = (more: string) => `services:\n  app:\n    image: x\n    ${more}\n    volumes: [../../data:/data, /etc:/etc]\n`;

async function outside(compose: string, env: string | undefined): Promise<string | undefined> {
    const read = await filesRead(compose, env);
    return read.is === "outside" ? read.path : undefined;
}

/** test/integration/library-hostile-compose.test.ts asks compose whether these, and many more, are read. */
test.each([
    ["env_file: ../x", "../x"], ["env_file: /etc/x # why", "/etc/x"], ["env_file:\n    - .env\n    - ../x", "../x"],
    ["env_file:\n      - path: a/../../x\n        required: false", "a/../../x"], ["env_file: ~/x", "~/x"],
    ["extends: {file: ../x.yml, service: a}", "../x.yml"], ["label_file: [../x]", "../x"],
    ["env_file: https://example.org/x", "https://example.org/x"], ["env_file: $A/x", "../x"],
    ["env_file: ${A}/x", "../x"], ["env_file: ${NO:-../x}", "../x"], ["env_file: ${NO-../x}", "../x"],
    ["env_file: ${A:+../x}", "../x"], ["env_file: ${EMPTY:-..}/x", "../x"], ["env_file: $B", "../x"],
    ["\"env\\u005ffile\": ../x", "../x"],
])("reads outside: %j", async (more, path) => {
    expect(await outside(service(more), "A=..\nB=\"${A}/x\"\nEMPTY=\n")).toBe(path);
});

test.each([
    "env_file: .env", "env_file: [.env, ./src/b.env]", "env_file:\n      - path: src/..a.env", "extends: base",
    "env_file: ${ENV_FILE:-.env}", "env_file: ${EMPTY-../x}.env", "env_file: ${NO:+../x}.env", "# env_file: ../x",
    "command: echo # env_file: ../x", "env_file: .env # not ../x", "x-include_dir: ../x", "environment: {A: ../x}",
    "command: [\"--env_file=../x\"]",
    // Text that only looks like keys.
    "command: \"a\n      env_file: ../x\"", "command: |\n      env_file: ../x\n", "command: 'it''s # env_file: ../x'",
    "labels: [\"env_file: ../x\"]", "environment:\n      - include=/etc/x", "include: [../x]",
    // Paths that come back.
    "env_file: src/../.env", "env_file: ./src//.//a.env/", "env_file: src/a/../../.env", "env_file: .//.env",
    "env_file: $${A}", "env_file: ...", "env_file: ''", "extends: {service: /etc}", "!reset env_file: !!str .env",
])("stays within: %j", async more => {
    // A service's name is never a path, but nothing is lost if it looks like one.
    const expected = more.includes("/etc}") ? "outside" : "within";
    expect((await filesRead(service(more), "A=..\nEMPTY=\n")).is).toBe(expected);
});

/** YAML that a reader of lines does not see through; all are the same to Compose as `env_file: /x` in a service, or alike. */
const spellings: Record<string, string> = {
    // Confirmed with Compose 2.26.1.
    "a number sign in double quotes over lines": "services:\n  app: {image: x, command: \"a\n    # \", env_file: /x}\n",
    "a number sign in single quotes over lines": "services:\n  app: {image: x, command: 'a\n    # ', env_file: /x}\n",
    "an alias as the key": "x-k: &k env_file\nservices:\n  app:\n    image: x\n    *k : /x\n",
    "an alias as the key, between braces": "x-k: &k env_file\nservices: {app: {image: x, *k : /x}}\n",
    "an alias as the key of a list": "x-k: &k env_file\nservices:\n  app:\n    *k :\n      - /x\n",
    // As go-yaml reads them.
    "an escape by its name in the key": "services:\n  app:\n    \"env_\\x66ile\": /x\n",
    "an escaped end of a line in the key's value": "services:\n  app:\n    env_file: \"\\\n      /x\"\n",
    "a key in single quotes": "services:\n  app:\n    'env_file': /x\n",
    "a key with spaces before its colon": "services:\n  app:\n    env_file   : /x\n",
    "an explicit key": "services:\n  app:\n    ? env_file\n    : /x\n",
    "an explicit key in a block": "services:\n  app:\n    ? >-\n      env_file\n    : /x\n",
    "an explicit key in a literal block": "services:\n  app:\n    ? |-\n      env_file\n    : /x\n",
    "an explicit key over two lines in quotes": "services:\n  app:\n    ? \"env_\\\n      file\"\n    : /x\n",
    "an explicit key between braces": "services: {app: {? env_file : /x}}\n",
    "a value on the next line": "services:\n  app:\n    env_file:\n\n      # why\n      /x\n",
    "a value in a literal block": "services:\n  app:\n    env_file: |-\n      /x\n",
    "a value in a folded block with an indicator": "services:\n  app:\n    env_file: >2-\n      /x\n    image: y\n",
    "an anchor before the value": "services:\n  app:\n    env_file: &e /x\n",
    "an anchor before the key": "services:\n  app:\n    &k env_file: /x\n",
    "a tag before the key": "services:\n  app:\n    !!str env_file: /x\n",
    "a tag of no meaning": "services:\n  app:\n    ! env_file: /x\n",
    "a reset of something else": "services:\n  app:\n    ports: !reset []\n    env_file: !override [/x]\n",
    "a merge": "x-a: &a\n  env_file: /x\nservices:\n  app:\n    <<: *a\n",
    "a merge of a list": "x-a: &a {env_file: /x}\nx-b: &b {a: b}\nservices: {app: {<<: [*b, *a]}}\n",
    "a merge of a merge": "x-a: &a {env_file: /x}\nx-b: &b {<<: *a}\nservices: {app: {<<: *b}}\n",
    "a whole service by an alias": "x-a: &a {image: x, env_file: [/x]}\nservices: {app: *a}\n",
    "all services by an alias": "x-a: &a {app: {env_file: /x}}\nservices: *a\n",
    "an alias within a list": "x-a: &a /x\nservices: {app: {env_file: [.env, *a]}}\n",
    "an anchor that is set twice": "x-a: &a .env\nx-b: &a /x\nservices: {app: {env_file: *a}}\n",
    "an anchor in the place where it is used": "services: {one: {labels: {a: &a /x}}, two: {env_file: *a}}\n",
    "a second document": "services: {app: {image: x}}\n---\nservices: {app: {env_file: /x}}\n",
    "a document after an end": "services: {app: {image: x}}\n...\n---\nservices: {app: {env_file: /x}}\n",
    "a document on the line of its mark": "--- {services: {app: {env_file: /x}}}\n",
    "a version of YAML": "%YAML 1.1\n---\nservices: {app: {env_file: /x}}\n",
    "a byte order mark": "\uFEFFservices: {app: {env_file: /x}}\n",
    "line ends of DOS": "services:\r\n  app:\r\n    env_file:\r\n      - /x\r\n",
    "line ends of old Macs": "services:\r  app:\r    env_file: /x\r",
    "no line end": "services: {app: {env_file: /x}}",
    "a tab after the colon": "services:\n  app:\n    env_file:\t/x\n",
    "JSON": "{\"services\":{\"app\":{\"env_file\":[\"/x\"]}}}",
    "JSON without spaces over lines": "{\n\"services\"\n:\n{\"app\":{\"env_file\":\n\"/x\"}}}",
    "a key twice": "services:\n  app:\n    env_file: .env\n    env_file: /x\n",
    "a list at the key's own column": "services:\n  app:\n    env_file:\n    - /x\n    image: x\n",
    "quotes within quotes": "services:\n  app:\n    command: \"a ' # b\"\n    env_file: /x # '\n",
    "quotes in a plain text": "services:\n  app:\n    command: it's\n    env_file: /x\n    entrypoint: it's\n",
    "a hash within a word": "services:\n  app:\n    command: a#b\n    env_file: /x\n",
    "include by a merge": "x-i: &i\n  include: [/x]\n<<: *i\n",
    "include by a merge of a list": "x-i: &i {include: [/x]}\n<<: [{a: b}, *i]\n",
    "include by an alias as the key": "x-i: &i include\n*i : [/x]\n",
    "include in a second document": "services: {}\n---\ninclude: [/x]\n",
    "include's project directory": "include:\n  - path: a.yml\n    project_directory: /x\n",
    "include's variables": "include: [{path: a.yml, env_file: [a.env, /x]}]\n",
    "include's second path": "include:\n  - path: [a.yml, /x]\n",
    "extends in a merge": "x-e: &e {file: /x, service: a}\nservices: {app: {extends: {<<: *e}}}\n",
    "label_file by an escape": "services: {app: {\"\\x6cabel_file\": /x}}\n",
};

test.each(Object.entries(spellings))("sees a path outside in %s", async (_what, compose) => {
    expect(await outside(compose, "")).toBe("/x");
});

/** Compose takes these, or may, for something else than what is written, or something else than this parser does. */
test.each<[string, string]>([
    ["services: {app: {env_file: !!binary L3g=}}\n", "line 1: tag !!binary"],
    ["services:\n  app:\n    !!binary ZW52X2ZpbGU= : /x\n", "line 3: tag !!binary"],
    ["services: {app: {!<tag:yaml.org,2002:binary> ZW52X2ZpbGU= : /x}}\n", "line 1: tag !<tag:yaml.org,2002:binary>"],
    ["%TAG !b! tag:yaml.org,2002:bin\n---\nservices: {app: {env_file: !b!ary L3g=}}\n", "line 1: %TAG"],
    ["services: {app: {?env_file: /x}}\n", "line 1: a space is missing"],
    ["services: {app: {image: x}} # \u2028include: [/x]\n", "line 1: \"\u2028\""],
    ["{\n\uFEFFinclude: [/x]}\n", "line 2: \"\uFEFF\""],
    ["{\"a\\\n\n  b\": c}\n", "line 1: a blank line after an escaped line end"],
    ["services: {app: {[env_file]: /x}}\n", "line 1: a key that is not text"],
    ["services: {app: {env_file: *no}}\n", "line 1: unknown anchor no"],
    ["|-\nservices: {}\n", "line 2: not a mapping"],
    ["services: {app\n", "line 2: unexpected end of the stream within a flow collection"],
    ["{{{", expect.stringMatching(/^line 1: /) as string],
    ["services:\0", expect.stringMatching(/^line 1: null byte/) as string],
    ["a: \"\\ud800\\q\"\n", expect.stringMatching(/^line 1: unknown escape/) as string],
])("does not guess what %j reads", async (compose, why) => {
    expect(await filesRead(compose, "")).toEqual({ is: "unclear", why });
});

test.each([
    "/", "//x", "~", "~root/x", "..", "../", "./..", "a/..//../x", "a/./../../b", ".././x", "file:///x", "file:x", "C:\\x", "c:/x",
    "..\\..\\x", "\\\\host\\x", "https://example.org/x.git", "git@example.org:x/y", "ssh://git@example.org/x",
    "oci://example.org/x", "github.com/x/y", "x/y.git#main:a", "me@host:x", "a\nb", "git://example.org/x",
])("takes %j for outside", async path => {
    expect(await outside(JSON.stringify({ include: [path] }), "")).toBe(path);
});

test("names what it reads within, compose files and others", async () => {
    const compose = `include: [./more.yml, {path: a/b/../c.yml, env_file: i.env, project_directory: a}]\n${
        service("env_file: [src/a.env, $B]\n    extends: {file: base.yml, service: web}\n    label_file: l")}`;
    expect(await filesRead(compose, "B=b.env\n")).toEqual({
        is: "within",
        composeFiles: new Set(["more.yml", "a/c.yml", "base.yml"]),
        paths: new Set(["more.yml", "a/c.yml", "base.yml", "i.env", "a", "src/a.env", "b.env", "web", "l"]),
    });
});

test("a variable of which nothing is known may be anything", async () => {
    expect(await outside(service("env_file: $A"), undefined)).toBe("$A");
    expect(await outside(service("env_file: .env"), undefined)).toBeUndefined();
});

test("an app that reads more files than any has is refused", async () => {
    const many = JSON.stringify({ include: Array.from({ length: 1001 }, (_one, at) => `${at}.yml`) });
    expect(await filesRead(many, "")).toEqual({ is: "unclear", why: "too many files" });
});
