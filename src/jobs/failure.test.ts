// SPDX-License-Identifier: LGPL-2.1-or-later
// fixtures/failures.txt is what docker 26.1.5, also with containerd's image store, and Compose 2.26.1 and 2.40.3 have
// printed; hosts and paths are replaced.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { signs, weakSigns } from "./cause-signs";
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

/** What could not be produced here: docker's and compose's words from their sources and from their users' reports. */
const reported = readFileSync(join(__dirname, "fixtures", "failures-reported.txt"), "utf8").split(/^(?=\S)/m).map(section => {
    const [, id = "", args = "", line = ""] = /^(\S+): (.*)\n {4}(.*)\n$/.exec(section) ?? [];
    return { id, args: args === "" ? [] : args.split(" "), line };
});

test.each(observed)("docker printed: $name", ({ log, step, exit, id, args }) => {
    const cause = causeOf(`--- run 2026-11-22T13:00:00Z\n${log}`, step, exit);
    expect({ id: cause.id, args: cause.args }).toEqual({ id, args });
    expect(cause.raw.length).toBeGreaterThan(0);
    expect(cause.raw.length).toBeLessThanOrEqual(20);
});

test.each(reported)("reported: $id: $line", ({ id, line, args }) => {
    expect(causeOf(`--- run 1\n web Pulling \n${line}\n`, "pull", 1)).toEqual(
        { id, args, raw: [line.replace(/(variable name ).*/, "$1***")] });
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

test("every cause is told by a sample, or by step and code", () => {
    const told = new Set<string>([...observed.map(({ id }) => id), ...reported.map(({ id }) => id)]);
    expect(causeIds.filter(id => !told.has(id))).toEqual(["not-answering", "folder-missing", "unknown"]);
    expect([...told].filter(id => !isCauseId(id))).toEqual([]);
    expect(observed.length).toBeGreaterThan(150);
    expect(causeIds.length).toBeGreaterThanOrEqual(30);
});

test.each([
    ["unanswered", 8080, "not-answering", ["8080"]],
    ["folder", 1, "folder-missing", []],
    ["pull", 127, "docker-missing", []],
    ["pull", 137, "killed", []],
    ["create", 143, "killed", []],
    ["pull", 255, "killed", []],
    ["create", 1, "unknown", []],
])("a step that ends without a word: %s %i", (step, exit, id, args) => {
    expect(causeOf(" web Pulling \n 0123456789ab Downloading 1MB/2MB\n", step, exit)).toMatchObject({ id, args });
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
    const begin = performance.now();
    for (const piece of ["password", "/proc/sys/", "token=", "://a", `Get "https:`, "exec ", "lookup x ", "1:", `"`])
        expect(causeOf(`${piece.repeat(65536 / piece.length)}\n`, "pull", 1).raw).toHaveLength(1);
    expect(performance.now() - begin).toBeLessThan(5000);
    const colours = "\u001b[31mno space left on device\u001b[0m\r\n";
    expect(causeOf(colours, "pull", 1).raw).toEqual(["no space left on device"]);
});

describe("words", () => {
    test.each(causeIds)("%s: sentences, with arguments that every sign of it captures", id => {
        const { what, next } = causeText(id);
        expect(what).toMatch(/^[A-Z].*\.$/);
        expect(next).toMatch(/^[A-Z].*\.$/);
        const needed = new Set(`${what}${next}`.match(/\$\d/g)).size;
        for (const [, pattern] of [...signs, ...weakSigns].filter(([sign]) => sign === id))
            expect((new RegExp(`${pattern.source}|`).exec("")?.length ?? 0) - 1).toBe(needed);
    });

    test("are translated, then filled", () => {
        const german = (text: string) => text === "Port $0 is taken by another program or app." ? "Belegt: $0." : text;
        expect(causeWords({ id: "port-taken", args: ["80$&"] }, german).what).toBe("Belegt: 80$&.");
        expect(causeWords({ id: "one-shot-failing", args: ["init", "3"] }, text => text).what)
            .toBe("The task init, which prepares the app, failed with code 3.");
    });
});
