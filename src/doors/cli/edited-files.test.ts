// SPDX-License-Identifier: LGPL-2.1-or-later
/** Edited files of an app on the command line. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AskedHost } from "../../../test/integration/asked-host";
import { runCommandLine } from "./program";
import type { Terminal } from "./terminal";

let host: AskedHost;
let folder: string;
beforeEach(async () => {
    host = new AskedHost();
    folder = mkdtempSync(join(tmpdir(), "appmanage-cli-"));
    await host.installed();
});
afterEach(() => {
    host.remove();
    rmSync(folder, { recursive: true });
});

async function update(words: string[], input = "") {
    let said = "";
    const tell = (text: string) => { said += text; };
    const terminal: Terminal = {
        print: tell, complain: tell, isForPeople: false, hasColors: false, width: 80, canAsk: false, isRoot: true, language: "en",
        ask: () => Promise.resolve(""), askSecret: () => Promise.resolve(""), readInput: () => Promise.resolve(input),
    };
    const code = await runCommandLine(["update", "blog", ...words], terminal, () => Promise.resolve(host.context));
    return { code, said };
}

const own = (file: string) => host.read(`${host.paths.app("blog")}/${file}`);

test("they come from a file and standard input, and never become arguments", async () => {
    const compose = `${await own("docker-compose.yml")}# mine\n`;
    writeFileSync(join(folder, "new.yml"), compose);
    const words = ["--compose-file", join(folder, "new.yml"), "--env-file", "-", "--dry-run", "-o", "json"];
    const { code, said } = await update(words, `${await own(".env")}MY_TOKEN=s3cr3t-token\n`);
    expect(code).toBe(0);
    expect(JSON.parse(said)).toMatchObject({
        settings: [{ key: "MY_TOKEN", old: null, new: null }], refusals: [], diff: expect.any(String) as string,
    });
    const staged = host.ran.find(({ name }) => name === "stage");
    expect(staged?.input).toContain(`${compose}W9_ID=`);
    expect(JSON.stringify(host.ran.map(({ args }) => args))).not.toMatch(/s3cr3t|# mine/);
    expect(said).not.toContain("s3cr3t");
    expect(await own("docker-compose.yml")).not.toContain("# mine");
});

test.each([
    [["--compose-file", "-", "--env-file", "-"], 2, "Only one file can come from standard input."],
    [["--env-file", "/nonexistent"], 2, "ENOENT: no such file"],
    [["--env-file", "-"], 2, "Param.Files.FormatError"],
    [["--compose-file", "-", "--files-base", "0".repeat(64)], 4, "Update.Conflict"],
])("%j is refused", async (words, expected, message) => {
    const before = host.listing();
    const { code, said } = await update(words, "A=1\n");
    expect([code, said]).toEqual([expected, expect.stringContaining(message)]);
    expect(host.listing()).toEqual(before);
});
