// SPDX-License-Identifier: LGPL-2.1-or-later
/** `.env` as compose reads it: what we find in a file, and what we write to it, is what compose has. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resolveCompose } from "../../src/docker/compose";
import { rawValue, setValues } from "../../src/library/environment";
import { nodeMachine } from "../../src/machine/node";

jest.setTimeout(60_000);

const machine = nodeMachine();
let folder = "";
beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "appmanage-env-"));
    writeFileSync(join(folder, "docker-compose.yml"), "services:\n  main:\n    image: x\n");
});
afterAll(() => { rmSync(folder, { recursive: true }); });

async function read(env: string, keys: readonly string[]): Promise<Record<string, string>> {
    return (await resolveCompose(machine, folder, "env", env, keys)).variables;
}

test("reads a file of every quirk as compose does", async () => {
    const env = [
        "A=1", "B=2\r", "  C = 3", "export D=4", "E: 5", "F:http://x:1", "G=a=b:c", "H='single'", "I=\"double\"",
        "J='x' # it's", "K=x # comment", "L=y # comment\r", "M=a#b", "N=#b", "O='#1!'", "P=x\t#y", "Q=", "R=  ", "S=''",
        "T='two\nlines'", "U=\"no\nA=9\"", "V=1 'q'", "W=it\"s", "X=1", "X=2", "# A=0", "Y=1#2", "Z=last",
        "AA='1' AB=2", "AC=\"3\"AD=4", "AE='5' # AF=6", "AG='7'\rAH='8'",
    ].join("\n");
    const keys = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ", "AA", "AB", "AC", "AD", "AE", "AG", "AH"];
    const ours = Object.fromEntries(keys.map(key => [key, rawValue(env, key)]));
    expect(await read(env, keys)).toEqual(ours);
});

test("a byte order mark and Windows line ends change nothing", async () => {
    const env = "\uFEFFA='1'\r\nB=2 # two\r\nC=\"3\"\r\n";
    expect(await read(env, ["A", "B", "C"])).toEqual({ A: "1", B: "2", C: "3" });
    expect(["A", "B", "C"].map(key => rawValue(env, key))).toEqual(["1", "2", "3"]);
});

test("compose reads back every text that can be set, whatever stood there before", async () => {
    const values = [
        "", " ", "a b", " lead and trail ", "#", "a #b", "$HOME", "${X:-y}", "$$", "$(reboot)", "`id`",
        "\"", "\"quoted\"",
        "C:\\dir", "a\\b", "\\n", "=", ":", "a=b", "!", "密码 🔑", "\u00a0",
        "user@host:80/x_y-z.+", "{}", "[1]", "*", "~",
        "null", "true", "0", "08", "1e3", "x".repeat(1000),
    ];
    const before = ["old", "'old'", "\"old\"", "", "''", "old # why", "'two\nlines'", "#x"];
    const lines: string[] = [];
    const wanted: Record<string, string> = {};
    for (const value of values) {
        for (const old of before) {
            const key = `V${lines.length}`;
            lines.push(`${key}=${old}`);
            wanted[key] = value;
        }
    }
    const env = setValues(`${lines.join("\n")}\nEND=untouched\n`, wanted);
    expect(await read(env, [...Object.keys(wanted), "END"])).toEqual({ ...wanted, END: "untouched" });
});
