// SPDX-License-Identifier: LGPL-2.1-or-later
// Modules of src/ that are run by the build.

import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";

/** What a module exports, whose source is `contents`, and the files that it consists of. */
export async function evaluated(root, contents) {
    const { outputFiles: [file], metafile } = await build({
        absWorkingDir: root,
        stdin: { resolveDir: root, contents },
        bundle: true, write: false, metafile: true, format: "cjs", platform: "node", packages: "external",
        loader: { ".sh": "empty" },
    });
    const module = { exports: {} };
    new Function("module", "require", file.text)(module, createRequire(join(root, "package.json")));
    const files = Object.keys(metafile.inputs).filter(path => path !== "<stdin>").map(path => join(root, path));
    return { exports: module.exports, files };
}

/** Of `x.built.ts` only the value of its default export is bundled, as JSON: a program need not work it out at every start. */
export const builtPlugin = root => ({
    name: "built",
    setup(build) {
        build.onLoad({ filter: /\.built\.ts$/ }, async ({ path }) => {
            const { exports, files } = await evaluated(root, `export { default } from ${JSON.stringify(path)};`);
            return { contents: JSON.stringify(exports.default), loader: "json", watchFiles: files };
        });
    },
});
