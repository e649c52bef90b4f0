// SPDX-License-Identifier: LGPL-2.1-or-later
import { freeName } from "./free-name";

it.each<[string, string[], string]>([
    ["blog", ["shop"], "blog"],
    ["blog", ["blog", "blog2"], "blog3"],
    ["abcdefghijklmnopqrst", ["abcdefghijklmnopqrst"], "abcdefghijklmnopqrs2"],
])("finds a name for %s beside %j", (name, taken, free) => {
    expect(freeName(name, taken)).toBe(free);
});
