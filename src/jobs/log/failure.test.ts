// SPDX-License-Identifier: LGPL-2.1-or-later
// fixtures/failures.txt is what restic and docker 26.1.5, also with containerd's image store, and Compose 2.26.1 and 2.40.3 have
// printed; hosts and paths are replaced.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { causeIds, causeText, isCauseId } from "./causes";
import { causeOf, causeWords } from "./failure";

interface Sample {
    name: string;
    step: string;
    exit: number;
    id: string;
    args: string[];
    log: string;
}

const observed: Sample[] = readFileSync(join(__dirname, "fixtures", "failures.txt"), "utf8").split(/^=== /m).slice(1)
    .map(section => {
        const [, name = "", step = "", exit = "", id = "", args = "", log = ""]
            = /^(.+): (\w+) (\d+): (\S+) ?(.*)\n([^]*)$/.exec(section) ?? [];
        return { name, step, exit: Number(exit), id, args: args === "" ? [] : args.split(" "), log };
    });

test.each(observed)("docker printed: $name", ({ log, step, exit, id, args }) => {
    const cause = causeOf(`--- run 2026-11-22T13:00:00Z\n${log}`, step, exit);
    expect({ id: cause.id, args: cause.args }).toEqual({ id, args });
    expect(cause.raw.length).toBeGreaterThan(0);
    expect(cause.raw.length).toBeLessThanOrEqual(20);
});

test("a daemon that answers runs, whatever compose makes of a registry that refuses connections", () => {
    const refused = "Get \"https://registry.example/v2/\": dial tcp 192.0.2.1:443: connect: connection refused";
    const log = [
        "--- run 1", " db Pulling ", " db Error Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?",
        `Error response from daemon: ${refused}`, "",
    ].join("\n");
    expect(causeOf(log, "pull", 18).id).toBe("registry-unreachable");
    expect(causeOf(log.replace(/Error response.*/, ""), "pull", 18).id).toBe("docker-not-running");
});

describe("the same in json", () => {
    test.each(observed.filter(({ exit }) => exit === 18))("$name", sample => {
        const json = sample.log.split("\n").filter(line => line !== "").map(line => {
            const [, service, rest] = /^ (\S+) Error (.*)$/.exec(line) ?? [];
            const event = { id: service, text: "Error", status: rest };
            return JSON.stringify(service ? event : { error: true, message: line });
        }).join("\n");
        expect(causeOf(json, "pull", 1).id).toBe(sample.id);
    });
});

/** Those of cause-signs.test.ts: what could not be brought about here. */
const reported = readFileSync(join(__dirname, "fixtures", "cause-lines.txt"), "utf8").match(/^\S+(?= \|)/gm) ?? [];

test("every cause has a sample, or is known by step and code", () => {
    const told = new Set<string>([...observed.map(({ id }) => id), ...reported]);
    expect(causeIds.filter(id => !told.has(id))).toEqual(["not-answering", "folder-missing", "definition-changed"]);
    expect([...told].filter(id => !isCauseId(id))).toEqual([]);
    expect(observed.length).toBeGreaterThan(150);
});

test.each([
    ["unanswered", 8080, "not-answering", ["8080"]],
    ["folder", 1, "folder-missing", []],
    ["definition", 1, "definition-changed", []],
    ["pull", 127, "docker-missing", []],
    ["pull", 137, "killed", []],
    ["create", 143, "killed", []],
    ["pull", 255, "killed", []],
    ["create", 1, "unknown", []],
])("a step that ends without a word: %s %i", (step, exit, id, args) => {
    expect(causeOf(" web Pulling \n 0123456789ab Downloading 1MB/2MB\n", step, exit)).toMatchObject({ id, args });
});

test("the lines shown leave out ids, progress and the job's own marks", () => {
    const id = "45e03fa2c0d1f3d5a8b6e7c9d0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3";
    const log = ["--- run 1", " web Pulling ", "--- at 1700000000", " 0123456789ab Pull complete ", " web Pulled ", id,
        " Container blog-web-1  Creating", "--- docker went away", "something new", ""].join("\n");
    expect(causeOf(log, "create", 1)).toEqual({ id: "unknown", args: [], raw: ["something new"] });
    expect(causeOf(`${id}\n`, "create", 1).raw).toEqual([]);
    // Where nothing else is left, how far it came may help.
    expect(causeOf(log.replace("something new\n", ""), "create", 1).raw.at(-1)).toBe("Container blog-web-1  Creating");
});

test("thousands of short lines are not all compared with each other", () => {
    const log = Array.from({ length: 30_000 }, (_, i) => `${i % 10}\n`).join("");
    expect(causeOf(log, "create", 1).raw).toHaveLength(20);
});

test("an unknown cause shows the last lines", () => {
    const log = Array.from({ length: 50 }, (_, i) => `something new ${i}\n`).join("");
    const cause = causeOf(log, "create", 1);
    expect(cause.id).toBe("unknown");
    expect(cause.raw).toEqual(log.trimEnd().split("\n").slice(-20));
    expect(causeOf("", "create", 1)).toEqual({ id: "unknown", args: [], raw: [] });
});

test("only the last run counts", () => {
    const first = "--- run 1\n web Error manifest for x:1 not found: manifest unknown\n";
    expect(causeOf(`${first}--- run 2\nno space left on device\n`, "pull", 18).id).toBe("disk-full");
    expect(causeOf(`${first}--- run 2\n--- at 1700000000\nodd\n`, "pull", 18))
        .toEqual({ id: "unknown", args: [], raw: ["odd"] });
});

test("what compose tells twice is shown once, its progress and warnings are no cause", () => {
    const log = ` Network blog_default  Created
 web Pulling 
time="2026-11-22T13:54:01Z" level=warning msg="no space left on device, perhaps"
 web Error toomanyrequests: slow down
Error response from daemon: toomanyrequests: slow down
`;
    expect(causeOf(log, "pull", 18)).toEqual({
        id: "rate-limit", args: [], raw: [
            `time="2026-11-22T13:54:01Z" level=warning msg="no space left on device, perhaps"`,
            "Error response from daemon: toomanyrequests: slow down",
        ],
    });
});

test.each([
    [`Get "https://joe:hunter2@r.example/v2/": EOF`],
    [`proxyconnect tcp: dial tcp: http://joe:hunter2@proxy:3128`],
    [`Get "https://cdn.example/blob?X-Amz-Signature=hunter2&x=1": EOF`],
    [`failed to read /x/.env: line 3: unterminated quoted value 'hunter2`],
    [`failed to read /x/.env: line 1: unexpected character "-" in variable name near "A-B=hunter2\\nC=d"`],
    [`failed to read /x/.env: line 2: unexpected character "'" in variable name "PASSWORD 'hunter2"`],
    [`manifest for x not found; W9_POWER_PASSWORD=hunter2 was set`],
    [`DB_PASS='hunter2 and more'`],
    [`{"error":true,"message":"Authorization: Bearer hunter2hunter2"}`],
])("no password is shown: %s", line => {
    const { raw, args } = causeOf(line, "pull", 18);
    expect(raw).toHaveLength(1);
    expect(JSON.stringify([raw, args])).not.toContain("hunter2");
});

test("hostile logs", () => {
    const huge = `${"x".repeat(5e6)}\n`;
    const cause = causeOf(huge, "pull", 1);
    expect(cause.id).toBe("unknown");
    expect(JSON.stringify(cause).length).toBeLessThan(15000);
    const colours = "\u001b[31mno space left on device\u001b[0m\r\n";
    expect(causeOf(colours, "pull", 1).raw).toEqual(["no space left on device"]);
});

describe("words", () => {
    test.each(causeIds)("%s: sentences", id => {
        const { what, next } = causeText(id);
        expect(what).toMatch(/^[A-Z$].*\.$/);
        expect(next).toMatch(/^[A-Z].*\.$/);
    });

    test("are translated, then filled", () => {
        const german = (text: string) => text === "Port $0 is already in use by another program or app." ? "Belegt: $0." : text;
        expect(causeWords({ id: "port-taken", args: ["80$&"] }, german).what).toBe("Belegt: 80$&.");
        expect(causeWords({ id: "one-shot-failing", args: ["init", "3"] }, text => text).what)
            .toBe("The one-time task init failed (exit code 3).");
    });
});
