// SPDX-License-Identifier: LGPL-2.1-or-later
// fixtures/cause-lines.txt: error lines as docker, compose, containerd, runc and podman print them, by their sources
// and public bug reports; hosts and ids are replaced. fixtures/no-causes.txt: lines that only look like a cause.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { signs } from "./cause-signs";
import { causeIds, causeText, isCauseId } from "./causes";
import { causeOf } from "./failure";

const fixture = (name: string) => readFileSync(join(__dirname, "fixtures", name), "utf8");

const reported = fixture("cause-lines.txt").split(/^(?=\S)/m).map(section => {
    const [, id = "", args = "", origin = "", text = ""] = /^(\S+) \| (.*?) ?\| (.*)\n([^]*)$/.exec(section) ?? [];
    return { id, args: args === "" ? [] : args.split(" ").map(arg => arg.replace(/_(?=[A-Z][a-z])/, " ")), origin, text: text.replace(/^ {4}/gm, "").trimEnd() };
});
const harmless = fixture("no-causes.txt").trimEnd().split("\n");

function idAndArgs(log: string) {
    const { id, args } = causeOf(log, "create", 1);
    return { id, args };
}

describe("the cause", () => {
    it.each(reported)("is $id ($origin): $text", ({ id, args, text }) => {
        expect(idAndArgs(`--- run 1\n web Pulling \n${text}\n`)).toEqual({ id, args });
    });

    it("is the same where compose names the service first", () => {
        const said = reported.filter(({ id, text }) => id !== "unknown" && /^Error response from daemon: /.test(text));
        const ofService = said.map(({ text }) => idAndArgs(` web Error ${text}`));
        expect(ofService).toEqual(said.map(({ id, args }) => ({ id, args })));
        expect(said.length).toBeGreaterThan(90);
    });

    it("is known for more than nine of ten lines", () => {
        expect(reported.length).toBeGreaterThanOrEqual(150);
        expect(new Set(reported.map(({ text }) => text)).size).toBe(reported.length);
        const unknown = reported.filter(({ text }) => causeOf(text, "create", 1).id === "unknown");
        expect(unknown.length).toBeLessThan(reported.length / 10);
    });
});

describe("a line that tells no cause", () => {
    it.each(harmless)("stays without one: %s", line => {
        expect(idAndArgs(`--- run 1\n${line}\nsomething new\n`)).toEqual({ id: "unknown", args: [] });
    });

    it("hides none either", () => {
        const log = ["--- run 1", ...harmless, "Error response from daemon: No such container: x", ...harmless].join("\n");
        expect(idAndArgs(log)).toEqual({ id: "container-missing", args: ["x"] });
    });
});

describe("signs", () => {
    it.each(signs.map(([id, pattern]) => [id, pattern] as const))("of %s repeat nothing without a bound: %s", (_id, { source }) => {
        const bare = source.replace(/\\./g, "").replace(/\[[^\]]*\]/g, "");
        expect(bare).not.toMatch(/[+*]|\{\d+,\}/);
    });

    it.each(causeIds)("of %s capture what its texts name", id => {
        const { what, next } = causeText(id);
        const needed = new Set(`${what}${next}`.match(/\$\d/g)).size;
        for (const sample of reported.filter(sample => sample.id === id))
            expect(sample.args).toHaveLength(needed);
        for (const [, { source }] of signs.filter(([sign]) => sign === id)) {
            const groups = source.split(/\|(?![^(]*\))/).map(part => part.match(/(?<!\\)\((?!\?)/g)?.length ?? 0);
            expect(Math.max(...groups)).toBe(needed);
        }
    });

    it("are of known causes", () => {
        expect(signs.filter(([id]) => !isCauseId(id))).toEqual([]);
    });
});

describe("hostile logs", () => {
    /** Milliseconds of processor time, the best of some: others' work does not count, garbage collection hardly. */
    function effort(work: () => void): number {
        const times = Array.from({ length: 3 }, () => {
            const begin = process.cpuUsage();
            work();
            const { user, system } = process.cpuUsage(begin);
            return (user + system) / 1000;
        });
        return Math.min(...times);
    }

    const pieces = [
        ...new Set(reported.map(({ text }) => `${text.slice(0, 24)} `)), "password=", "/proc/sys/", "token=", "://a", `Get "https:`,
        "exec ", "lookup x ", "1:", `"`, "a\n", "error: x\n", "[", "#1 ", "Container a ", "{", "web Error ",
    ];
    const whole = (piece: string, size: number) => piece.repeat(Math.ceil(size / piece.length)).slice(0, size);

    it("take a time that grows with their length, not with its square", () => {
        for (const size of [16_384, 65_536])
            pieces.forEach(piece => causeOf(whole(piece, size), "pull", 1));
        const short = effort(() => pieces.forEach(piece => causeOf(whole(piece, 16_384), "pull", 1)));
        const long = effort(() => pieces.forEach(piece => causeOf(whole(piece, 65_536), "pull", 1)));
        // Four times as much; its square would be sixteen.
        expect(long / short).toBeLessThan(8);
    });

    it("are looked at no further than the last 64 KiB", () => {
        expect(causeOf(`no space left on device\n${"x\n".repeat(65_536)}`, "pull", 1).id).toBe("unknown");
    });
});
