// SPDX-License-Identifier: LGPL-2.1-or-later
import { FakeMachine } from "../../../test/fakes/machine";
import { answersIn, readAnswers } from "./answers";

const time = "2026-11-28T12:00:00Z";
const digest = `sha256:${"a".repeat(64)}`;

it("reads what was answered, and ignores fields of later versions", () => {
    const { time: asked, tags } = answersIn(JSON.stringify({
        time, later: 1,
        tags: { "mysql:8.0": { time, digest, later: 2 }, "reg.example:5000/a/b": { time, problem: "no-tag" } },
    }));
    expect(asked).toBe(time);
    expect([...tags]).toEqual([["mysql:8.0", { time, digest }], ["reg.example:5000/a/b", { time, problem: "no-tag" }]]);
});

it.each([
    "", "{", "null", "[]", '{"tags":{}}', '{"time":"yesterday","tags":{}}', `{"time":"${time}"}`, `{"time":"${time}","tags":[1]}`,
])("takes %j for no answer at all", text => {
    expect(answersIn(text)).toEqual({ time: null, tags: new Map() });
});

it.each([
    ["a digest of another kind", { time, digest: "md5:1" }], ["a digest with more", { time, digest: `${digest}\n` }],
    ["an unknown problem", { time, problem: "current" }], ["no time", { digest }], ["neither", { time }],
    ["no object", "current"],
])("leaves out %s, and reads the rest", (_what, value) => {
    expect([...answersIn(JSON.stringify({ time, tags: { bad: value, good: { time, digest } } })).tags.keys()]).toEqual(["good"]);
});

it("does not take keys of the language's own for tags", () => {
    const { tags } = answersIn(`{"time":"${time}","tags":{"__proto__":{"time":"${time}","digest":"${digest}"}}}`);
    expect(tags.get("toString")).toBeUndefined();
    expect(tags.get("mysql:8.0")).toBeUndefined();
});

describe("the file", () => {
    let host: FakeMachine;
    beforeEach(() => { host = new FakeMachine(); });
    afterEach(() => { host.remove(); });

    it("need not be there, and may be damaged", async () => {
        expect((await readAnswers(host, host.paths)).time).toBeNull();
        host.write("data/images/answers.json", "\0");
        expect((await readAnswers(host, host.paths)).time).toBeNull();
        host.write("data/images/answers.json", JSON.stringify({ time, tags: {} }));
        expect((await readAnswers(host, host.paths)).time).toBe(time);
    });

    it("may be anything else, or too large", async () => {
        host.problems.set("read", "failed");
        expect((await readAnswers(host, host.paths)).time).toBeNull();
        host.problems.set("read", "access-denied");
        await expect(readAnswers(host, host.paths)).rejects.toMatchObject({ problem: "access-denied" });
    });
});
