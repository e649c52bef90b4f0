// SPDX-License-Identifier: LGPL-2.1-or-later
import { isDark } from "./theme";

it.each<[string | null, boolean, boolean]>([
    ["dark", false, true],
    ["light", true, false],
    ["auto", true, true],
    ["auto", false, false],
    [null, true, true],
    [null, false, false],
])("style %s on a system that is dark: %s", (style, system, dark) => {
    expect(isDark(style, system)).toBe(dark);
});
