// SPDX-License-Identifier: LGPL-2.1-or-later
import { allowedBy } from "./superuser";

describe("allowedBy", () => {
    it.each<[boolean, unknown, boolean | null]>([
        [false, undefined, null],
        [true, undefined, null],
        [true, "init", null],
        [true, "none", false],
        [true, "sudo", true],
        [true, "root", true],
    ])("valid %s, current %s: %s", (valid, current, allowed) => {
        expect(allowedBy(valid, current)).toBe(allowed);
    });
});
