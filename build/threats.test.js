// SPDX-License-Identifier: LGPL-2.1-or-later
// Each threat of docs/security.md names a test that is there.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const read = path => readFileSync(join(process.cwd(), path), "utf8");
const rows = read("docs/security.md").split("\n").filter(line => /^\| (?!actor)/.test(line));

test("there are threats", () => {
    expect(rows.length).toBeGreaterThan(20);
});

test.each(rows.map(row => [row.split("|").slice(1, 3).map(cell => cell.trim()).join(": "), row]))("%s", (_what, row) => {
    const [, file, title] = /\| `([\w./-]+\.test\.tsx?)` "(.+)" \|$/.exec(row) ?? [];
    expect(row).toContain(`\`${file}\``);
    expect(read(file)).toContain(`(${JSON.stringify(title)}, `);
});
