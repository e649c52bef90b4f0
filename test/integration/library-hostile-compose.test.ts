// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * Malicious compose files of a library: Compose reads only the app's own files, and does nothing
 * before the admin has allowed it.
 */
import { execFileSync } from "node:child_process";
import { truncateSync } from "node:fs";
import { join } from "node:path";
import { HostileLibrary } from "./hostile-library";
import { machine } from "./tried-library";
import type { Host } from "../../src/apps/host/host";
import { emptyHost } from "../library/empty-host";
import { plainCompose, plainEnv } from "../library/made-library";

jest.setTimeout(60_000);

let host: Host;
let library: HostileLibrary;
beforeAll(async () => { host = await emptyHost(machine); });
beforeEach(() => { library = new HostileLibrary(host); });
afterEach(() => {
    library.expectUnharmed();
    library.remove();
});

test("a compose file of nested aliases is given up, and leaves no process", async () => {
    const levels = "abcdefghi".split("");
    const tenTimes = (at: number) => Array<string>(10).fill(at === 0 ? "x" : `*${levels[at - 1]}`).join(", ");
    const bomb = levels.map((level, at) => `  ${level}: &${level} [${tenTimes(at)}]`).join("\n");
    library.add("bomb", { compose: `x-bomb:\n${bomb}\n${plainCompose}` });
    const checks = await library.checksOf("bomb");
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
    expect(await library.checksOf("bad")).toEqual([expect.objectContaining({ is: "compose-file", level: "stop" })]);
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
    expect(await library.checksOf("bad")).toEqual([
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
    "a number sign in quotes over lines": {
        compose: "services:\n  app: {image: x, command: \"a\n    # \", env_file: ../../secret}\n",
    },
    "an alias as the key": {
        compose: "x-k: &k env_file\nservices:\n  app:\n    image: x\n    *k : ../../secret\n",
    },
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
    expect(await library.checksOf("bad")).toMatchObject([{ is: "library-folder", level: "stop", fault: { is: "reads-outside" } }]);
});

test.each([
    "services: {app: {image: x, env_file: !!binary Li4vLi4vc2VjcmV0}}\n",
    "services: {app: {image: x, !!binary ZW52X2ZpbGU= : ../../secret}}\n",
])("a compose file of which it is not certain what it reads: %j", async compose => {
    const folder = library.add("bad", { compose });
    const { status, stdout } = await machine.run(["docker", "compose", "--project-directory", folder, "config"]);
    expect(status).toBe(0);
    expect(stdout).toContain("of-somebody-else");
    expect(await library.checksOf("bad")).toEqual([
        { is: "compose-file", level: "stop", message: "docker-compose.yml: line 1: tag !!binary" },
    ]);
});

test("a path that an installation's own values make", async () => {
    const editions = [{ dist: "../../secret", version: ["1.0"] }, { dist: "other", version: ["2.0"] }];
    library.add("bad", { compose: "services: {app: {image: x, env_file: $W9_DIST}}\n", variables: { edition: editions } });
    const { checks } = await library.prepared("bad");
    expect(checks).toContainEqual(
        { is: "library-folder", level: "stop", fault: { is: "reads-outside", file: "../../secret" } });
});

test("a file to be included that would fill the memory", async () => {
    truncateSync(join(library.add("bad", { compose: "include: [a.yml]\n", files: { "a.yml": "" } }), "a.yml"), 10 ** 8);
    expect(await library.checksOf("bad")).toEqual([
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
    expect(await library.checksOf("whole")).toEqual([]);
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
    const granted = (await library.checksOf("greedy")).map(check =>
        check.is === "privilege" ? `${check.level} ${check.what} ${check.detail}`.trim() : check.is);
    expect(granted).toEqual([
        "warn privileged", "warn full-control /",
        // Where the copy of the app has it.
        "warn full-control /var/lib/appmanage/secret",
        "warn docker-socket /run/docker.sock", "warn docker-socket /run", "warn host-network", "warn host-processes",
        "warn host-memory", `warn host-path-read ${library.outside}`, "warn host-path-read /etc", "warn devices c 1:3 mr",
        "warn devices /dev/kvm", "warn other-container shop", "warn capability SYS_ADMIN",
        "warn unconfined apparmor:unconfined", "warn unconfined userns:host",
        "warn full-control /var", `warn host-path-read ${library.secret}`,
    ]);
});

test("values of .env with the syntax of a shell stay values", async () => {
    const words = "$(touch pwned) `touch pwned`; touch pwned && touch pwned | touch pwned > pwned ${IFS} \\";
    library.add("shell", {
        env: `${plainEnv}EVIL=${words}\nW9_EVIL_SET='${words.replace(/\\$/, "")}'\n`,
        compose: plainCompose.replace("    env_file", "    command: [\"${EVIL}\"]\n    env_file"),
    });
    expect(await library.checksOf("shell")).toEqual([]);
});

test("the caller's environment does not reach the app", async () => {
    process.env.APPMANAGE_TEST_SECRET = "leaked";
    try {
        const name = "${APPMANAGE_TEST_SECRET:-none}";
        library.add("nosy", { compose: `services: {app: {image: x, container_name: "${name}"}}\n` });
        const { resolved } = await library.prepared("nosy");
        expect(resolved?.config.services.app?.containerName).toBe("none");
    } finally {
        delete process.env.APPMANAGE_TEST_SECRET;
    }
});
