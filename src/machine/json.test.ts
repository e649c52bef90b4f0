// SPDX-License-Identifier: LGPL-2.1-or-later
import { parseJson } from "./json";

it.each([
    ["{\"a\": [1]}", { a: [1] }],
    ["null", null],
    ["", undefined],
    ["{\"a\": 1", undefined],
    ["undefined", undefined],
])("reads %j", (text, value) => {
    expect(parseJson(text)).toEqual(value);
});
