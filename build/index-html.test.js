// SPDX-License-Identifier: LGPL-2.1-or-later
import { readFileSync } from "node:fs";
import { join } from "node:path";

const page = readFileSync(join(process.cwd(), "src", "index.html"), "utf8");

describe("index.html", () => {
    test("loads its own translations alone: Cockpit's would turn single texts into languages that the page does not speak", () => {
        const scripts = [...page.matchAll(/<script (?:type="module" )?src="([^"]*)"/g)].map(([, source]) => source);
        expect(scripts).toEqual(["../base1/cockpit.js", "po.js", "index.js"]);
    });
});
