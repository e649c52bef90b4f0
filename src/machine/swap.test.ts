// SPDX-License-Identifier: LGPL-2.1-or-later
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeMachine } from "./node";
import { NotText, swap } from "./swap";
import swapScript from "./swap.sh";

const folder = mkdtempSync(join(tmpdir(), "swap-"));
const file = join(folder, "file");
const machine = nodeMachine();
const script = { name: "replace", args: [file], text: `
exec 9<"\${1%/*}"
lock "\${1%/*}"
plain "$1"
read_new_text "$1" "$2" "$3"
write "$1" "$text"
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

it("asks again with what another process has written meanwhile", async () => {
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

it("makes a file that is not there, and sees one that another process made", async () => {
    rmSync(file);
    await swap(machine, file, script, seen => {
        if (seen === null)
            writeFileSync(file, "theirs");
        return { answer: undefined, text: `${seen ?? "none"} and ours` };
    });
    expect(readFileSync(file, "utf8")).toBe("theirs and ours");
});

it("rejects a file that is not UTF-8, and a script that fails", async () => {
    writeFileSync(file, Uint8Array.of(0xff, 0x61));
    await expect(swap(machine, file, script, () => ({ answer: 1, text: "new" }))).rejects.toBeInstanceOf(NotText);
    expect([...readFileSync(file)]).toEqual([0xff, 0x61]);
    writeFileSync(file, "a");
    const failing = { ...script, text: "refuse 'not today'" };
    await expect(swap(machine, file, failing, () => ({ answer: 1, text: "b" })))
        .rejects.toMatchObject({ problem: "failed", message: "not today" });
});

it.each(["a", "a\n", "a\n\n", "é\u2028", "\uFEFF{}", "x".repeat(300_000)])("keeps every byte (%#)", async text => {
    writeFileSync(file, text);
    await swap(machine, file, script, seen => ({ answer: 0, text: seen ?? undefined }));
    expect(readFileSync(file, "utf8")).toBe(text);
});

it("refuses a text that is cut short, as by a session that ends", async () => {
    const { status, stderr } = await machine.run(
        ["sh", "-c", swapScript + script.text, "replace", file, String(Buffer.byteLength("ä 1")), "9"], { input: "ä 1new" });
    expect([status, stderr]).toEqual([1, `${file}: the new text is cut short\n`]);
    expect(readFileSync(file, "utf8")).toBe("ä 1");
});

it.each([
    ["a FIFO", () => execFileSync("mkfifo", [file])],
    ["a link to a device", () => { symlinkSync("/dev/zero", file); }],
    ["a folder", () => mkdirSync(file)],
    ["a link to a FIFO", () => {
        execFileSync("mkfifo", [`${file}.fifo`]);
        symlinkSync(`${file}.fifo`, file);
    }],
])("refuses %s by its name", async (_what, make) => {
    rmSync(file);
    make();
    await expect(swap(machine, file, script, () => ({ answer: 1, text: "new" })))
        .rejects.toMatchObject({ problem: "failed", message: `${file}: not a regular file` });
    rmSync(file, { recursive: true });
    rmSync(`${file}.fifo`, { force: true });
});
