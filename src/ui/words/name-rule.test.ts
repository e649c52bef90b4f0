// SPDX-License-Identifier: LGPL-2.1-or-later
import { nameProblem, portProblem } from "./name-rule";

describe("nameProblem", () => {
    it.each(["ab", "wordpress2", "0".repeat(20)])("accepts %s", name => {
        expect(nameProblem(name)).toBe("");
    });

    it.each([
        ["", "Give the app a name."],
        ["a", "Use at least 2 characters."],
        ["a".repeat(21), "Use at most 20 characters."],
        ["Blog", "Use lowercase letters."],
        ["my-blog", "Use only the letters a to z and digits."],
        ["blog ", "Use only the letters a to z and digits."],
        ["博客", "Use only the letters a to z and digits."],
    ])("says what is wrong with %j", (name, problem) => {
        expect(nameProblem(name)).toBe(problem);
    });
});

describe("portProblem", () => {
    it.each(["1", "80", "65535"])("accepts %s", port => {
        expect(portProblem(port)).toBe("");
    });

    it.each(["", "0", "65536", "080", "80a", "-1", "8.5", "80; rm"])("refuses %j", port => {
        expect(portProblem(port)).toBe("A port is a number from 1 to 65535.");
    });
});
