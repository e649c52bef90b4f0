// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * Folders of a library that mean harm, one kind each: none of them keeps the others from the store, none of them gets
 * anything done or read before the admin has allowed it. Needs docker's compose command, and no running engine.
 */
import { execFileSync, spawnSync } from "node:child_process";
import {
    existsSync, linkSync, mkdirSync, readFileSync, readdirSync, renameSync, statSync, symlinkSync, truncateSync,
    writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Check } from "../../src/apps/install/check";
import { claimName } from "../../src/apps/install/claim";
import { pathsBelow } from "../../src/apps/paths";
import { prepareInstall } from "../../src/apps/install/prepare";
import type { Host } from "../../src/apps/host/host";
import type { BrokenReason } from "../../src/library/definition";
import { readCatalogue, readLogos } from "../../src/library/library";
import { nodeMachine } from "../../src/machine/node";
import { emptyHost, on } from "../library/empty-host";
import { MadeLibrary, plainCompose, plainEnv, plainVariables } from "../library/made-library";

jest.setTimeout(60_000);

const machine = nodeMachine();
let library: MadeLibrary;
let host: Host;
let secret = "";
beforeAll(async () => { host = await emptyHost(machine); });
beforeEach(() => {
    library = new MadeLibrary();
    library.add("good");
    secret = join(library.outside, "secret");
    writeFileSync(secret, "TOKEN=of-somebody-else\n");
});
afterEach(() => {
    // What shell words in names and values would have done.
    expect(existsSync(join(library.outside, "pwned"))).toBe(false);
    expect(existsSync("pwned")).toBe(false);
    expect(readFileSync(secret, "utf8")).toBe("TOKEN=of-somebody-else\n");
    library.remove();
});

/** Everything that `readCatalogue` says, with the good app among it. */
async function reasons(): Promise<Record<string, BrokenReason>> {
    const { apps, broken } = await readCatalogue(machine, [library.folder]);
    expect(apps.map(({ name }) => name)).toContain("good");
    return Object.fromEntries(broken.map(({ name, reason }) => [name, reason]));
}

async function checksOf(name: string): Promise<Check[]> {
    const { apps } = await readCatalogue(machine, [library.folder]);
    expect(apps.map(app => app.name)).toContain("good");
    const app = apps.find(one => one.name === name);
    if (!app)
        throw new Error(`${name} is not there`);
    const { checks } = await prepareInstall(machine, app, { id: "blog", version: "1.0", settings: {} }, on(host));
    return checks.filter(({ level }) => level !== "ok");
}

test.each([
    "UPPER", "-rf", "a b", "a;touch pwned", "$(touch pwned)", "`touch pwned`", "a\nb", "ü", "..a", "a'b", "a\"b", "*",
    "a\\b", "x".repeat(65),
])("a folder named %j", async name => {
    library.add(name);
    const broken = await reasons();
    expect(broken).toEqual(name.startsWith(".") ? {} : { [name]: { is: "bad-name" } });
});

test("a folder whose name is no UTF-8", async () => {
    const folder = library.add("bytes");
    renameSync(folder, Buffer.concat([Buffer.from(`${library.folder}/`), Buffer.from([0xff, 0xfe])]));
    expect(Object.values(await reasons())).toEqual([{ is: "bad-name" }]);
});

test("folders that are links, to a real app and to nowhere", async () => {
    symlinkSync(join(library.folder, "good"), join(library.folder, "link"));
    symlinkSync("/nowhere", join(library.folder, "dangling"));
    symlinkSync("/etc", join(library.folder, "etc"));
    const link = { is: "leaves-folder", file: "" };
    expect(await reasons()).toEqual({ link, dangling: link, etc: link });
});

test.each(["variables.json", ".env", "docker-compose.yml"])("%s is a link to a file of somebody else", async file => {
    const folder = library.add("bad", {
        ...file === "variables.json" && { variables: null }, ...file === ".env" && { env: null },
        ...file === "docker-compose.yml" && { compose: null },
    });
    symlinkSync(secret, join(folder, file));
    expect(await reasons()).toEqual({ bad: { is: "leaves-folder", file } });
});

test.each(["variables.json", ".env", "docker-compose.yml"])("%s is not there, a folder, or a pipe", async file => {
    const without = {
        ...file === "variables.json" && { variables: null }, ...file === ".env" && { env: null },
        ...file === "docker-compose.yml" && { compose: null },
    };
    library.add("none", without);
    mkdirSync(join(library.add("folder", without), file));
    execFileSync("mkfifo", [join(library.add("pipe", without), file)]);
    const missing = { is: "missing-file", file };
    expect(await reasons()).toEqual({ none: missing, folder: missing, pipe: missing });
});

test.each(["variables.json", ".env", "docker-compose.yml"])("%s is huge", async file => {
    truncateSync(join(library.add("bad"), file), 5 * 1024 ** 3);
    expect(await reasons()).toEqual({ bad: { is: "too-large", file } });
});

test("a description that is no UTF-8, no JSON, no object, or has the wrong types", async () => {
    library.add("latin", { variables: Buffer.from([0x7b, 0xe9, 0x7d]) });
    library.add("comma", { variables: JSON.stringify(plainVariables).replace(/\}$/, ",}") });
    library.add("list", { variables: "[]" });
    library.add("nothing", { variables: "" });
    library.add("zero", { variables: "\0" });
    library.add("types", { variables: { edition: "1.0" } });
    library.add("numbers", { variables: { requirements: { cpu: "many", memory: "1", disk: "1" } } });
    library.add("version", { variables: { edition: [{ dist: "x", version: ["1.0; touch pwned"] }] } });
    library.add("versions", { variables: { edition: [] } });
    library.add("deep", { variables: `{"name":${"[".repeat(100_000)}${"]".repeat(100_000)}}` });
    library.add("proto", { variables: "{\"__proto__\":{\"release\":true}}" });
    const broken = await reasons();
    expect(Object.fromEntries(Object.entries(broken).map(([name, { is }]) => [name, is]))).toEqual({
        latin: "not-text", comma: "not-json", list: "bad-shape", nothing: "not-json", zero: "not-json",
        types: "bad-shape", numbers: "bad-shape", version: "bad-shape", versions: "no-versions", deep: "bad-shape",
        proto: "bad-shape",
    });
    expect(broken.numbers).toMatchObject({ path: "requirements.cpu" });
});

test("texts that would be markup, and addresses that would be scripts", async () => {
    library.add("page", {
        variables: { website: "javascript:alert(1)", documentation: "http://x", title: { en: "<script>" } },
        files: { "logo.svg": "<svg onload=\"alert(1)\"/>" },
    });
    const { apps } = await readCatalogue(machine, [library.folder]);
    expect(apps.find(({ name }) => name === "page"))
        .toMatchObject({ website: "", documentation: "http://x", title: { en: "<script>" } });
    // An image only: it is nowhere put into the page as text.
    expect([...(await readLogos(machine, [library.folder])).values()]).toEqual([
        `data:image/svg+xml,${encodeURIComponent("<svg onload=\"alert(1)\"/>")}`,
    ]);
});

test.each<[string, (folder: string) => void]>([
    ["a link in a folder of its own", folder => { symlinkSync(secret, join(folder, "src/link")); }],
    ["a link to a folder", folder => { symlinkSync("/", join(folder, "src/link")); }],
    ["a link to the folder itself", folder => { symlinkSync("..", join(folder, "src/link")); }],
    ["a link to nowhere", folder => { symlinkSync("nowhere", join(folder, "src/link")); }],
    ["a pipe", folder => { execFileSync("mkfifo", [join(folder, "src/link")]); }],
    ["a device", folder => { execFileSync("mknod", [join(folder, "src/link"), "c", "1", "5"]); }],
    ["a socket", folder => {
        // Node takes it away again, unless it is killed.
        const listen = "require('net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))";
        spawnSync(process.execPath, ["-e", listen, join(folder, "src/link")]);
    }],
])("%s among the app's files", async (_what, make) => {
    make(library.add("bad", { files: { "src/a.txt": "" } }));
    expect(await checksOf("bad")).toEqual([
        { is: "library-folder", level: "stop", fault: { is: "foreign-file", file: "src/link" } },
    ]);
});

test("files that would fill the disk", async () => {
    truncateSync(join(library.add("bad", { files: { "src/a.bin": "" } }), "src/a.bin"), 3 * 1024 ** 4);
    expect(await checksOf("bad")).toEqual([
        { is: "library-folder", level: "stop", fault: { is: "too-large", file: "" } },
    ]);
});

test.each([".env", "docker-compose.yml"])("%s that is no UTF-8", async file => {
    writeFileSync(join(library.add("bad"), file), Buffer.from([0x41, 0x3d, 0xff, 0x0a]));
    expect(await checksOf("bad")).toEqual([
        { is: "library-folder", level: "stop", fault: { is: "not-text", file } },
    ]);
});

test("a compose file of nested aliases is given up, and nothing of it goes on", async () => {
    const levels = "abcdefghi".split("");
    const tenTimes = (at: number) => Array<string>(10).fill(at === 0 ? "x" : `*${levels[at - 1]}`).join(", ");
    const bomb = levels.map((level, at) => `  ${level}: &${level} [${tenTimes(at)}]`).join("\n");
    library.add("bomb", { compose: `x-bomb:\n${bomb}\n${plainCompose}` });
    const checks = await checksOf("bomb");
    expect(checks).toHaveLength(1);
    expect(checks[0]).toMatchObject({ is: "compose-file", level: "stop" });
    expect(execFileSync("ps", ["-eo", "args"], { encoding: "utf8" })).not.toContain(join(library.folder, "bomb"));
});

test.each([
    ["no YAML", "{{{"],
    ["nothing", ""],
    ["no services", "services: {}\n"],
    ["no mapping", "- a\n"],
    ["unknown keys", "services: {app: {image: x, surprise: true}}\n"],
    ["a zero byte", "services:\0"],
    ["itself", "include: [docker-compose.yml]\nservices: {}\n"],
])("a compose file with %s", async (_what, compose) => {
    library.add("bad", { compose });
    expect(await checksOf("bad")).toEqual([expect.objectContaining({ is: "compose-file", level: "stop" })]);
});

test.each([
    ["include: [../../secret]\nservices: {app: {image: x}}\n", "../../secret"],
    ["include:\n  - /etc/passwd\nservices: {app: {image: x}}\n", "/etc/passwd"],
    ["include:\n  - path: ../other/compose.yml\n    env_file: .env\nservices: {}\n", "../other/compose.yml"],
    ["include:\n- https://example.org/app.git\nservices: {}\n", "https://example.org/app.git"],
    ["\"include\" : oci://example.org/app\nservices: {}\n", "oci://example.org/app"],
    ["services:\n  app:\n    image: x\n    env_file: ../../secret\n", "../../secret"],
    ["services:\n  app:\n    env_file:\n      - .env\n      - path: /etc/environment\n", "/etc/environment"],
    ["services: {app: {image: x, env_file: [\"../../secret\"]}}\n", "../../secret"],
    ["services:\n  app:\n    image: x\n    env_file: ${W9_FILE:-../../secret}\n", "../../secret"],
    ["services: {app: {image: x, env_file: \"$EVIL_FILE\"}}\n", "/root/.ssh/id_rsa"],
    ["services:\n  app:\n    extends:\n      file: ../other/compose.yml\n      service: a\n", "../other/compose.yml"],
])("a compose file that reads from outside: %j", async (compose, file) => {
    library.add("bad", { compose, env: `${plainEnv}EVIL_FILE=/root/.ssh/id_rsa\n` });
    expect(await checksOf("bad")).toEqual([
        { is: "library-folder", level: "stop", fault: { is: "reads-outside", file } },
    ]);
});

/** Ways to write it that a reader of lines would not see; `files` are others of the app's folder. */
const hidden: Record<string, { compose: string, env?: string, files?: Record<string, string> }> = {
    "an alias": { compose: "x-a: &a [../../secret]\nservices:\n  app:\n    image: x\n    env_file: *a\n" },
    "an alias of an alias": {
        compose: "x-b: &b ../../secret\nx-a: &a\n  - *b\nservices: {app: {image: x, env_file: *a}}\n",
    },
    "a merged mapping": { compose: "x-a: &a\n  env_file: ../../secret\nservices:\n  app:\n    <<: *a\n    image: x\n" },
    "a key in escapes": { compose: "services:\n  app:\n    image: x\n    \"env\\x5ffile\": ../../secret\n" },
    "a path in escapes": { compose: "services:\n  app:\n    image: x\n    env_file: \"\\u002e./\\x2e./secret\"\n" },
    "a path over two lines": {
        compose: "services:\n  app:\n    image: x\n    env_file: \".\\\n      ./.\\\n      ./secret\"\n",
    },
    "a folded text": { compose: "services:\n  app:\n    image: x\n    env_file: >-\n      ../../secret\n" },
    "braces over lines": { compose: "services: {app: {image: x, env_file:\n [\n ../../secret\n]}}\n" },
    "braces within a list": { compose: "services: {app: {image: x, env_file: [.env, {path: ../../secret}]}}\n" },
    "a key of its own line": { compose: "services:\n  app:\n    image: x\n    ? env_file\n    : ../../secret\n" },
    "a tag": { compose: "services:\n  app:\n    image: x\n    !!str env_file: !!str ../../secret\n" },
    "a number sign between quotes": {
        compose: "services:\n  app:\n    image: x\n    env_file: [\" #\", ../../secret]\n", files: { " #": "" },
    },
    "another line's end": { compose: "services:\n  app:\n    image: x\r    env_file: ../../secret\n" },
    "a default within a default": {
        compose: "services:\n  app:\n    image: x\n    env_file: ${A:-${B:-../../secret}}\n",
    },
    "a default for what is empty": {
        compose: "services:\n  app:\n    image: x\n    env_file: ${A:-..}/../secret\n", env: "A=\n",
    },
    "another value for what is set": {
        compose: "services:\n  app:\n    image: x\n    env_file: ${W9_ID:+../../secret}\n",
    },
    "a variable of variables": {
        compose: "services:\n  app:\n    image: x\n    env_file: $C\n", env: "A=..\nB=$A/..\nC=${B}/secret\n",
    },
    "a file that is included": {
        compose: "include: [src/more.yml]\n", files: { "src/more.yml": "services: {app: {image: x, env_file: ../../../secret}}\n" },
    },
    "a file that is included, with variables of its own": {
        compose: "include:\n  - path: more.yml\n    env_file: more.env\n",
        files: { "more.yml": "services: {app: {image: x, env_file: $P}}\n", "more.env": "P=../../secret\n" },
    },
    "a file that a file of it extends": {
        compose: "services: {app: {extends: {file: a/one.yml, service: app}}}\n",
        files: {
            "a/one.yml": "services: {app: {extends: {file: two.yml, service: app}}}\n",
            "a/two.yml": "services: {app: {image: x, env_file: ../../../secret}}\n",
        },
    },
    "its own .env, which is YAML too": {
        compose: "include: [.env]\n", env: "services: {app: {image: x, env_file: ../../secret}}\n",
    },
};

test.each(Object.entries(hidden))("a compose file that reads from outside by %s", async (_what, { env = "", ...shape }) => {
    const own = _what.startsWith("its own") ? env : `${plainEnv}${env}`;
    const folder = library.add("bad", { ...shape, env: own });
    // It is no trick unless compose falls for it.
    const { status, stdout } = await machine.run(["docker", "compose", "--project-directory", folder, "config"]);
    expect(status).toBe(0);
    expect(stdout).toContain("of-somebody-else");
    expect(await checksOf("bad")).toMatchObject([{ is: "library-folder", level: "stop", fault: { is: "reads-outside" } }]);
});

test("a file to be included that would fill the memory", async () => {
    truncateSync(join(library.add("bad", { compose: "include: [a.yml]\n", files: { "a.yml": "" } }), "a.yml"), 10 ** 8);
    expect(await checksOf("bad")).toEqual([
        { is: "library-folder", level: "stop", fault: { is: "too-large", file: "a.yml" } },
    ]);
});

test("a compose file may read from its own folder", async () => {
    const reading = "env_file: [.env, ./src/more.env]\n    extends: {file: ./base.yml, service: base}";
    library.add("whole", {
        compose: `include: [more.yml]\n${plainCompose.replace("env_file: .env", reading)}`,
        files: {
            "more.yml": "services: {db: {image: x}}\n",
            "base.yml": "services: {base: {restart: always}}\n",
            "src/more.env": "A=1\n",
        },
    });
    expect(await checksOf("whole")).toEqual([]);
});

test("everything that reaches beyond the containers is told before it is allowed", async () => {
    library.add("greedy", {
        compose: `services:
  app:
    image: x
    privileged: true
    network_mode: host
    pid: host
    ipc: host
    cap_add: [SYS_ADMIN]
    security_opt: ["apparmor:unconfined", "no-new-privileges:true"]
    devices: ["/dev/kvm"]
    configs: [stolen]
    userns_mode: host
    device_cgroup_rules: ["c 1:3 mr"]
    volumes_from: ["container:shop"]
    build: {context: ../.., additional_contexts: {etc: /etc}}
    volumes:
      - /:/host
      - /var/run/docker.sock:/var/run/docker.sock
      - /run:/run
      - ../../secret:/secret
      - ./src/data:/data
      - /etc/localtime:/etc/localtime:ro
      - disguised:/var
configs:
  stolen: {file: ../../secret}
volumes:
  disguised: {driver: local, driver_opts: {type: none, o: bind, device: /var}}
`,
    });
    const granted = (await checksOf("greedy")).map(check =>
        check.is === "privilege" ? `${check.level} ${check.what} ${check.detail}`.trim() : check.is);
    expect(granted).toEqual([
        "warn privileged", "warn host-network", "warn host-processes", "warn host-memory", "warn host-path /",
        "warn docker-socket /var/run/docker.sock", "warn docker-socket /run", `warn host-path ${secret}`,
        "warn devices /dev/kvm", "warn devices c 1:3 mr", "warn other-container shop", "warn capability SYS_ADMIN",
        "warn unconfined apparmor:unconfined", "warn unconfined userns:host",
        `warn host-path ${secret}`, "warn host-path /var", `warn host-path ${library.outside}`, "warn host-path /etc",
    ]);
});

test("values of .env with the syntax of a shell stay values", async () => {
    const words = "$(touch pwned) `touch pwned`; touch pwned && touch pwned | touch pwned > pwned ${IFS} \\";
    library.add("shell", {
        env: `${plainEnv}EVIL=${words}\nW9_EVIL_SET='${words.replace(/\\$/, "")}'\n`,
        compose: plainCompose.replace("    env_file", "    command: [\"${EVIL}\"]\n    env_file"),
    });
    expect(await checksOf("shell")).toEqual([]);
});

test("the environment of who asks does not reach the app", async () => {
    process.env.APPMANAGE_TEST_SECRET = "leaked";
    try {
        const name = "${APPMANAGE_TEST_SECRET:-none}";
        library.add("nosy", { compose: `services: {app: {image: x, container_name: "${name}"}}\n` });
        const { apps } = await readCatalogue(machine, [library.folder]);
        const app = apps.find(({ name }) => name === "nosy");
        const wish = { id: "blog", version: "1.0", settings: {} };
        const prepared = app && await prepareInstall(machine, app, wish, on(host));
        expect(prepared?.resolved?.config.services.app?.containerName).toBe("none");
    } finally {
        delete process.env.APPMANAGE_TEST_SECRET;
    }
});

test("a copy has the app's files only, and no program of it has run", async () => {
    const files = { "-rf": "", "src/after_up.sh": "touch pwned", "a b;$(touch pwned)": "" };
    const folder = library.add("app", { files });
    const paths = pathsBelow(join(library.outside, "data"));
    await claimName(machine, paths, "blog", folder, "W9_ID=blog\n");
    expect(readdirSync(paths.app("blog")).sort()).toEqual(readdirSync(folder).sort());
    expect(readFileSync(join(paths.app("blog"), ".env"), "utf8")).toBe("W9_ID=blog\n");
});

test("a copy shares no file with anybody: what an app writes to its own stays there", async () => {
    const folder = library.add("app", { files: { "src/a.txt": "a" } });
    linkSync(secret, join(folder, "src/hard"));
    const paths = pathsBelow(join(library.outside, "data"));
    await claimName(machine, paths, "blog", folder, "W9_ID=blog\n");
    const copy = join(paths.app("blog"), "src/hard");
    expect(statSync(copy).nlink).toBe(1);
    writeFileSync(copy, "mine");
    expect(readFileSync(secret, "utf8")).toBe("TOKEN=of-somebody-else\n");
});

test("names within a folder that no path can be made of", async () => {
    const folder = library.add("app", { files: { "a\nf 1 .env": "", "\u202Egpj.sh": "", [`${"x".repeat(255)}`]: "" } });
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xff, 0xfe])]), "");
    expect(await checksOf("app")).toEqual([]);
    const paths = pathsBelow(join(library.outside, "data"));
    await claimName(machine, paths, "blog", folder, "W9_ID=blog\n");
    expect(readdirSync(paths.app("blog"), "buffer").length).toBe(readdirSync(folder, "buffer").length);
});

test("a folder with more files than an app can have", async () => {
    const folder = library.add("bad", { files: { "src/0": "" } });
    execFileSync("sh", ["-c", "cd \"$1\" && seq 50001 | xargs touch", "fill", join(folder, "src")]);
    expect(await checksOf("bad")).toEqual([
        { is: "library-folder", level: "stop", fault: { is: "too-large", file: "" } },
    ]);
});

test("folders within folders without end", async () => {
    const folder = library.add("bad");
    execFileSync("sh", ["-c", "cd \"$1\" && for i in $(seq 2000); do mkdir d && cd d; done", "dig", folder]);
    expect(await checksOf("bad")).toEqual([]);
});

test("a library that is nothing at all is empty, and one that is a file is named", async () => {
    const { apps, broken } = await readCatalogue(machine, ["/nowhere", "-rf", secret, library.folder]);
    expect(broken).toMatchObject([{ folder: secret, reason: { is: "unreadable" } }]);
    expect(apps.map(({ name }) => name)).toEqual(["good"]);
});
