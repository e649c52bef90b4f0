// SPDX-License-Identifier: LGPL-2.1-or-later
import { hollow } from "./zod.js";

test("keeps the names that others import, and nothing behind them", () => {
    const source = "import { a } from \"./a.js\";\nexport function one() {\n    return a;\n}\nexport const two = 2;\n"
        + "const three = 3;\nexport { three as four };\n";
    expect(hollow(source).split("\n").slice(1)).toEqual([
        "export { missing as one };", "export { missing as two };", "export { missing as four };", "",
    ]);
});
