// SPDX-License-Identifier: LGPL-2.1-or-later
// Shell scripts in the bundle go without their comments: a browser downloads them with the page.

import { readFileSync } from "node:fs";

/** Without lines that are comments; those of a here-document are its text. */
export function withoutComments(script) {
    let end;
    return script.split("\n").filter((line, at) => {
        if (end !== undefined) {
            if (line.trim() === end)
                end = undefined;
            return true;
        }
        end = /<<-?\s*['"]?(\w+)/.exec(line)?.[1];
        return (at === 0 && line.startsWith("#!")) || !/^\s*#/.test(line);
    }).join("\n");
}

export const shellPlugin = {
    name: "shell",
    setup(build) {
        build.onLoad({ filter: /\.sh$/ }, ({ path }) =>
            ({ contents: withoutComments(readFileSync(path, "utf8")), loader: "text", watchFiles: [path] }));
    },
};
