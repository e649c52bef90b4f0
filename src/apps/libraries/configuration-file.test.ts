// SPDX-License-Identifier: LGPL-2.1-or-later
import { withLibraries } from "./configuration-file";
import { parseConfiguration } from "./configuration";

test.each([
    // What there was, the libraries, what there is then.
    [null, ["/a"], "{\n    \"libraries\": [\n        \"/a\"\n    ]\n}\n"],
    ["{}", ["/a"], "{\n    \"libraries\": [\n        \"/a\"\n    ]\n}\n"],
    ["{\"libraries\": [\"/a\"]}", ["/a", "/b"], "{\"libraries\": [\"/a\", \"/b\"]}"],
    ["{\"libraries\": [\"/a\"]}", [], "{\"libraries\": []}"],
    ["{\"libraries\":[]}", ["/a"], "{\"libraries\":[\"/a\"]}"],
    [
        "{\n  \"libraries\": [\n    \"/a\"\n  ],\n  \"network\": \"x\"\n}\n", ["/a", "/b"],
        "{\n  \"libraries\": [\n    \"/a\",\n    \"/b\"\n  ],\n  \"network\": \"x\"\n}\n",
    ],
    ["{\"network\":\"x\"}", ["/a"], "{\"network\":\"x\", \"libraries\": [\"/a\"]}"],
    [
        "{\n\t\"network\": \"x\"\n}\n", ["/a"],
        "{\n\t\"network\": \"x\",\n\t\"libraries\": [\"/a\"]\n}\n",
    ],
])("%j with %j", (text, libraries, written) => {
    expect(withLibraries(text, libraries)).toBe(written);
});

test.each([
    "{\"b\": 1, \"10\": {\"libraries\": [\"/x\"]}, \"libraries\": [\"/a\"], \"2\": 12345678901234567, \"a\": [\"}\", \"\\\"]\"]}",
    "{\"libraries\": [\"/first\"], \"network\": \"x\", \"libraries\"\n :[ \"/a\" ]\t, \"z\": 1e999}\n\n",
    "{\"\\u006cibraries\": [\"/a\"], \"deep\": [[{\"libraries\": []}]]}",
    " {\"text\": \"\\\"libraries\\\": [1]\", \"libraries\": [\"/with \\\"quotes\\\", and ] too\"]} ",
])("%s: every other byte stays", text => {
    const before = parseConfiguration(text, "file");
    const changed = withLibraries(text, [...before.libraries, "/new \"one\""]);
    expect(parseConfiguration(changed, "file")).toEqual({ ...before, libraries: [...before.libraries, "/new \"one\""] });
    expect(changed.replace(/,\s*"\/new \\"one\\""/, "")).toBe(text);
    expect(withLibraries(changed, before.libraries)).toBe(text);
});
