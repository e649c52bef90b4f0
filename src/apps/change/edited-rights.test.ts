// SPDX-License-Identifier: LGPL-2.1-or-later
import { nodeMachine } from "../../machine/node";
import { digestIn } from "../definition/digest";
import { OperationError } from "../problem";
import { refuseUnallowed, type Unallowed } from "./edited-rights";

const changes = (digit: string) =>
    ({ digest: digit.repeat(64), text: `--- allowed\n+++ ${digit.repeat(64)}\n@@ .env @@\n+B: ***` });

/** Undefined where nothing is refused. */
async function refusal(about: Partial<Unallowed>, allow = ""): Promise<string | undefined> {
    try {
        await refuseUnallowed(nodeMachine(), { changes: undefined, rights: [], definition: "{}", ...about }, allow);
        return undefined;
    } catch (error) {
        return error instanceof OperationError ? error.problem.detail : String(error);
    }
}

it("asks for nothing where the app gets no right and was not changed", async () => {
    expect(await refusal({})).toBeUndefined();
});

it("names new rights, and allows them with exactly this definition", async () => {
    const rights = ["web: privileged", "web: host-path /etc"];
    const said = await refusal({ rights }) ?? "";
    const digest = digestIn(said);
    expect(said).toBe(`--- allowed\n+++ ${digest}\n+ web: privileged\n+ web: host-path /etc`);
    expect(await refusal({ rights }, digest)).toBeUndefined();
    expect(digestIn(await refusal({ rights, definition: "{ }" }, digest) ?? "")).not.toBe(digest);
});

it("asks for changes on disk as a start does", async () => {
    expect(await refusal({ changes: changes("a") })).toBe(changes("a").text);
    expect(await refusal({ changes: changes("a") }, "a".repeat(64))).toBeUndefined();
});

it("asks once for rights and changes on disk", async () => {
    const about = { changes: changes("a"), rights: ["web: privileged"] };
    const said = await refusal(about, "a".repeat(64)) ?? "";
    expect(said.split("\n").slice(2)).toEqual(["+ web: privileged", "@@ .env @@", "+B: ***"]);
    expect(await refusal(about, digestIn(said))).toBeUndefined();
    // They have changed again.
    expect(await refusal({ ...about, changes: changes("c") }, digestIn(said))).toBeDefined();
});

it("allows nothing that is too long to be shown", async () => {
    const long = { digest: "a".repeat(64), text: "--- allowed\n+++ too long to be shown" };
    expect(await refusal({ changes: long, rights: ["web: privileged"] })).toBe(long.text);
});
