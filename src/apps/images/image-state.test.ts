// SPDX-License-Identifier: LGPL-2.1-or-later
import type { Answer } from "./answers";
import { canMove, digestsOf, ofService, tagState } from "./image-state";

const [a, b, c] = ["a", "b", "c"].map(letter => `sha256:${letter.repeat(64)}`);
const time = "2026-11-28T12:00:00Z";
const says = (digest = ""): Answer => ({ time, digest });
const before = Date.parse("2026-11-28T11:59:00Z") / 1000;
const after = Date.parse("2026-11-28T12:01:00Z") / 1000;

it("says what is current and what has moved", () => {
    expect(tagState([a ?? "", b ?? ""], says(b), before)).toEqual({ outcome: "current", reason: null, old: b, new: b, time });
    expect(tagState([a ?? ""], says(b), before)).toEqual({ outcome: "moved", reason: null, old: a, new: b, time });
});

it.each<[string, ReturnType<typeof tagState>["reason"], string[], Answer | undefined, number]>([
    ["no registry was asked", "not-checked", [a ?? ""], undefined, before],
    ["the registry did not answer", "no-answer", [a ?? ""], { time, problem: "no-answer" }, before],
    ["the registry denied access", "no-access", [a ?? ""], { time, problem: "no-access" }, before],
    ["the image was built or loaded here", "not-pulled", [], says(b), before],
    ["the container is younger than the answer", "not-checked", [c ?? ""], says(b), after],
])("says that nothing is known where %s", (_what, reason, digests, answer, created) => {
    expect(tagState(digests, answer, created)).toMatchObject({ outcome: "unknown", reason, new: null });
});

it("takes an answer of before for a container that still runs that image", () => {
    expect(tagState([a ?? ""], says(a), after).outcome).toBe("current");
});

it("takes the digest in the reference's own repository first", () => {
    const names = [`mysql@${a}`, `reg.example:5000/mysql@${b}`, "mysql@md5:1", `mysql/x@${c}`];
    expect(digestsOf(names, "reg.example:5000/mysql:8.0")).toEqual([b, a, c]);
    expect(digestsOf(names, "mysql")).toEqual([a, b, c]);
    expect(digestsOf([], "mysql")).toEqual([]);
});

it.each([
    ["mysql:8.0", undefined, true], ["mysql", undefined, true], ["mysql:8.0", ["db"], true], ["mysql:8.0", ["web"], false],
    [`mysql@${a}`, undefined, false], [`mysql:8.0@${a}`, ["db"], false], ["", undefined, false],
])("judges whether the tag of %j can move, where %j is pulled", (image, pull, expected) => {
    expect(canMove(image, "db", pull)).toBe(expected);
});

it("goes by the container that most is to be done about", () => {
    const [current, moved, unknown] = [
        tagState([a ?? ""], says(a), before), tagState([a ?? ""], says(b), before), tagState([a ?? ""], undefined, before),
    ];
    expect(ofService([current, unknown])).toBe(unknown);
    expect(ofService([current, unknown, moved])).toBe(moved);
    expect(ofService([])).toBeUndefined();
});
