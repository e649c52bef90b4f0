// SPDX-License-Identifier: LGPL-2.1-or-later
import { categoryName } from "./category-name";

it.each([
    ["websites", "Websites"],
    ["home-automation", "Home automation"],
    ["", ""],
])("%j is %j", (category, name) => {
    expect(categoryName(category)).toBe(name);
});
