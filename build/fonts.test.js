// SPDX-License-Identifier: LGPL-2.1-or-later
import { readFileSync } from "node:fs";
import { join } from "node:path";

const css = readFileSync(join(process.cwd(), "src", "ui", "page", "fonts.css"), "utf8");

/** The weights of each family that have a face of their own. */
function weights() {
    const faces = [...css.matchAll(/font-family: "([^"]+)";\s*font-weight: (\d+)(?: (\d+))?;/g)];
    return faces.map(([, family, from, to = from]) => ({ family, from: Number(from), to: Number(to) }));
}

describe("fonts.css", () => {
    test.each(["Red Hat Text", "Red Hat Display", "Red Hat Mono"])("has %s in every weight that PatternFly uses", family => {
        for (const weight of [400, 500, 600, 700]) {
            const faces = weights().filter(face => face.family === family && face.from <= weight && weight <= face.to);
            expect(faces).toHaveLength(1);
        }
    });
});
