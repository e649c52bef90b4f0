// SPDX-License-Identifier: LGPL-2.1-or-later
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { withoutComments } from "./shell.js";

test("leaves comments out, and nothing else", () => {
    expect(withoutComments([
        "#!/bin/sh", "# a comment", "    # another", "echo \"$#\" '# text' # said after", "x=${1#a}", "",
    ].join("\n"))).toBe(["#!/bin/sh", "echo \"$#\" '# text' # said after", "x=${1#a}", ""].join("\n"));
});

test("keeps the text of a here-document", () => {
    const script = "cat <<-'END'\n# text\n\tEND\n# a comment\ncat <<X\n#\nX\n";
    expect(withoutComments(script)).toBe("cat <<-'END'\n# text\n\tEND\ncat <<X\n#\nX\n");
});

const root = join(import.meta.dirname, "..", "src");
const scripts = readdirSync(root, { recursive: true }).filter(name => name.endsWith(".sh"));

test.each(scripts)("%s is still a script", name => {
    execFileSync("sh", ["-n"], { input: withoutComments(readFileSync(join(root, name), "utf8")) });
});
