// SPDX-License-Identifier: LGPL-2.1-or-later
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeMachine } from "./node";
import { NotText, swap } from "./swap";

const folder = mkdtempSync(join(tmpdir(), "swap-"));
const file = join(folder, "file");
const machine = nodeMachine();
const script = { name: "replace", args: [file], text: `
set -eu
if [ "$2" -lt 0 ]; then [ ! -e "$1" ] || exit 75
else dd bs="$2" count=1 iflag=fullblock status=none | cmp -s - "$1" || exit 75; fi
[ "$3" -gt 0 ] || exit 9
dd bs="$3" count=1 iflag=fullblock of="$1" status=none
cat >"$1.more"
` };

beforeEach(() => writeFileSync(file, "ä 1"));
afterAll(() => rmSync(folder, { recursive: true }));

it("writes what becomes of what it has seen, and what comes after it", async () => {
    expect(await swap(machine, file, script, seen => ({ answer: 7, text: `${seen ?? ""}é 2`, more: "after" }))).toBe(7);
    expect(readFileSync(file, "utf8")).toBe("ä 1é 2");
    expect(readFileSync(`${file}.more`, "utf8")).toBe("after");
});

it("leaves the file alone where there is no new text", async () => {
    expect(await swap(machine, file, script, () => ({ answer: "same", text: undefined }))).toBe("same");
    expect(readFileSync(file, "utf8")).toBe("ä 1");
});

it("asks again with what somebody else has written meanwhile", async () => {
    const seen: (string | null)[] = [];
    await swap(machine, file, script, text => {
        seen.push(text);
        if (seen.length === 1)
            writeFileSync(file, "theirs");
        return { answer: undefined, text: `${text ?? ""} and ours` };
    });
    expect(seen).toEqual(["ä 1", "theirs"]);
    expect(readFileSync(file, "utf8")).toBe("theirs and ours");
});

it("makes a file that is not there, and sees one that somebody else made", async () => {
    rmSync(file);
    await swap(machine, file, script, seen => {
        if (seen === null)
            writeFileSync(file, "theirs");
        return { answer: undefined, text: `${seen ?? "none"} and ours` };
    });
    expect(readFileSync(file, "utf8")).toBe("theirs and ours");
});

it("gives up on what is no text, and on a script that fails", async () => {
    writeFileSync(file, Uint8Array.of(0xff, 0x61));
    await expect(swap(machine, file, script, () => ({ answer: 1, text: "new" }))).rejects.toBeInstanceOf(NotText);
    expect([...readFileSync(file)]).toEqual([0xff, 0x61]);
    writeFileSync(file, "a");
    await expect(swap(machine, file, script, () => ({ answer: 1, text: "" }))).rejects.toMatchObject({ problem: "failed" });
});
