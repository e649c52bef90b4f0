// SPDX-License-Identifier: LGPL-2.1-or-later
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { firstLoad, partNames, removeOldParts } from "./first-load.js";

const part = (...imports) => ({ imports });
const first = path => ({ path, kind: "import-statement" });
const later = path => ({ path, kind: "dynamic-import" });

test("the first load is what the page imports at once, however deep, and nothing that it imports later", () => {
    expect(firstLoad({
        "dist/index.js": part(first("dist/part-a.js"), later("dist/part-view.js")),
        "dist/part-a.js": part(first("dist/part-b.js"), first("dist/index.js")),
        "dist/part-b.js": part(),
        "dist/part-view.js": part(first("dist/part-c.js")),
        "dist/part-c.js": part(),
    }, "dist/index.js")).toEqual(["index.js", "part-a.js", "part-b.js"]);
});

test("removes the parts of earlier builds and nothing else", () => {
    const dist = mkdtempSync(join(tmpdir(), "dist-"));
    for (const name of ["api.js", "index.js", "api-part-old.js", "part-new.js", "part-old.js", "part-old.js.gz"])
        writeFileSync(join(dist, name), "");
    removeOldParts(dist, { "dist/index.js": part(), "dist/part-new.js": part() }, partNames.page);
    expect(readdirSync(dist).sort()).toEqual(["api-part-old.js", "api.js", "index.js", "part-new.js"]);
    rmSync(dist, { recursive: true });
});
