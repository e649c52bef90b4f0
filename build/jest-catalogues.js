// SPDX-License-Identifier: LGPL-2.1-or-later
// Gives tests the module `po:catalogues` that the bundle has.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { catalogueExpression, poFiles, readCatalogues } from "./po.js";

const folder = join(import.meta.dirname, "..", "po");

export default {
    process() {
        return { code: `exports.__esModule = true; exports.default = ${catalogueExpression(readCatalogues(folder))};` };
    },

    /** jest keeps what it transformed: another translation is another module. */
    getCacheKey() {
        const hash = createHash("sha256");
        for (const path of [join(import.meta.dirname, "po.js"), ...poFiles(folder).map(file => file.path)])
            hash.update(readFileSync(path));
        return hash.digest("hex");
    },
};
