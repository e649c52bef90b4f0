// SPDX-License-Identifier: LGPL-2.1-or-later
import { addValues, assignments, isWritable, rawValue, setValues } from "./environment";

/** These values are what Compose 2.26 reads; test/integration/environment.test.ts verifies it. */
test.each([
    ["A=1", "1"],
    ["A=1\r\nB=2", "1"],
    ["\uFEFFA=1", "1"],
    ["  A = 1", "1"],
    ["export A=1", "1"],
    ["A: 1", "1"],
    ["A:http://x:1", "http://x:1"],
    ["A=a=b:c", "a=b:c"],
    ["A='single $X'", "single $X"],
    ['A="double"', "double"],
    ["A='x' # it's", "x"],
    ['A="x" # say "hi"', "x"],
    ["A=x # comment", "x"],
    ["A=x # comment\r\nB=2", "x"],
    ["A=x #\u2028still comment", "x"],
    ["A=a#b", "a#b"],
    ["A=#b", "#b"],
    ["A='#1!'", "#1!"],
    ["A=x\t#y", "x\t#y"],
    ["A=\nB=2", ""],
    ["A=  \n  B=2", ""],
    ["A=''", ""],
    ["A='two\nlines'\nB=2", "two\nlines"],
    ["B=\"two\nA=no\"\nA=1", "1"],
    ["B='0' A=1\nC=2", "1"],
    ["B=\"0\"A='1' C=2", "1"],
    ["B='0' # A=2\nA=1", "1"],
    ["B='0'\rA='1'\rC=2", "1"],
    ["A='it\\'s'\nB=2", "it\\'s"],
    ['A="a\\"b"\nB=2', 'a\\"b'],
    ["A=1 'q'", "1 'q'"],
    ["A=it\"s", "it\"s"],
    ["A=1\nA=2", "2"],
    ["A=$B\nB=1", "$B"],
    ["A=${B:-d}", "${B:-d}"],
    ["# A=0\n#A=5\nA=1#2", "1#2"],
    ["A='never closed\nB=2", "never closed"],
])("reads %j", (text, value) => {
    expect(rawValue(text, "A")).toBe(value);
});

test.each(["", "B=1", "# A=1", "A", "export A", "AA=1", "B='\nA=1\n'", "A;=1"])("finds no A in %j", text => {
    expect(rawValue(text, "A")).toBeUndefined();
});

test("continues after lines that are not assignments", () => {
    const text = "just words\n\n=1\n'\nB=2\n\0\nC=3";
    expect(assignments(text).map(({ key, raw }) => [key, raw])).toEqual([["B", "2"], ["C", "3"]]);
});

test("accepts letters of any language in names, and reads no assignment inside a multi-line value", () => {
    const text = "ключ=1\n\u00a0B=2\nC[0]='x\nA=no'\nD.e-f=3\n";
    expect(assignments(text).map(({ key, raw }) => [key, raw]))
        .toEqual([["ключ", "1"], ["B", "2"], ["C[0]", "x\nA=no"], ["D.e-f", "3"]]);
});

test.each([
    ["A=$B\n", "B=x\nC='1 2'\nA=$B\n"],
    ["\uFEFFA=1\r\n", "\uFEFFB=x\r\nC='1 2'\r\nA=1\r\n"],
    ["", "B=x\nC='1 2'\n"],
])("adds before all lines of %j what they may refer to", (text, expected) => {
    expect(addValues(text, { B: "x", C: "1 2" })).toBe(expected);
    expect(addValues(text, {})).toBe(text);
});

test.each([
    ["A=1\nB=2\n", "A=new\nB=2\n"],
    ["A='1'\r\nB=2", "A='new'\r\nB=2"],
    ['A="1" # why\n', 'A="new" # why\n'],
    ["A=1 # why", "A=new # why"],
    ["A: 1\n", "A: new\n"],
    ["\uFEFF  export A = 1  \n", "\uFEFF  export A = new  \n"],
    ["A=\nB=2", "A=new\nB=2"],
    ["A=1\nA='2'\n", "A=new\nA='new'\n"],
    ["A='two\nlines'\nB=2", "A='new'\nB=2"],
    ["# A=1\nB=$A\n", "# A=1\nB=$A\n"],
    ["A", "A"],
])("sets A in %j in place", (text, expected) => {
    expect(setValues(text, { A: "new" })).toBe(expected);
});

test.each([
    ["A=1", "a b", "A='a b'"],
    ["A=1", "$HOME", "A='$HOME'"],
    ['A="1"', "$(reboot)", "A='$(reboot)'"],
    ["A=1", "", "A=''"],
    ["A=", "", "A=''"],
    ["A='1'", "", "A=''"],
    ["A=1", "#", "A='#'"],
    ["A=1", "say \"hi\"", "A='say \"hi\"'"],
    ["A=1", "C:\\dir", "A='C:\\dir'"],
    ["A=1", "密码 🔑", "A='密码 🔑'"],
    ["A=1", "user@host:80/x_y-z.+", "A=user@host:80/x_y-z.+"],
])("quotes what needs it: %j set to %j", (text, value, expected) => {
    expect(setValues(text, { A: value })).toBe(expected);
});

test.each(["it's", "a\nb", "a\rb", "a\0b", "\\", "abc\\"])("refuses to write %j", value => {
    expect(isWritable(value)).toBe(false);
    expect(() => setValues("A=1", { A: value })).toThrow(RangeError);
    expect(setValues("B=1", { A: value })).toBe("B=1");
});

test("is not fooled by names that every object has", () => {
    const text = "constructor=1\n__proto__=2\ntoString=3\n";
    expect(setValues(text, {})).toBe(text);
    expect(setValues(text, JSON.parse('{"__proto__":"9"}') as Record<string, string>))
        .toBe("constructor=1\n__proto__=9\ntoString=3\n");
});

/** Repeatable noise: xorshift. */
function random(seed: number) {
    let state = seed;
    return (below: number) => {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        return (state >>> 0) % below;
    };
}

const pieces = [
    "A=1", "A='x y'", 'A="a\\"b"', "B: 2", "C = 3 # c", "# A=9", "\n", "\n", "\n", "\r\n", " ", "\t", "'", '"', "\\", "#", "=",
    "export D=4", "E='two\nlines'", "\uFEFF", "ünï", "🔑", "$A", "${B}", "\u2028", "\0", "word",
];

test("leaves every byte outside of the values it sets, in any text", () => {
    for (let seed = 1; seed <= 3000; seed++) {
        const next = random(seed);
        const text = Array.from({ length: next(14) }, () => pieces[next(pieces.length)]).join("");
        const found = assignments(text);
        const outside = found.map(({ end }, at) => text.slice(end, found[at + 1]?.start));
        const changed = setValues(text, { A: "new value", B: "2", E: "" });
        let rest = changed;
        for (const part of [text.slice(0, found[0]?.start), ...outside]) {
            const at = rest.indexOf(part);
            expect(at).toBeGreaterThanOrEqual(0);
            rest = rest.slice(at + part.length);
        }
        expect(setValues(text, {})).toBe(text);
        expect(setValues(changed, { A: "new value", B: "2", E: "" })).toBe(changed);
    }
});

test("reads back what it has set, in a file as apps have it", () => {
    const text = "W9_ID='a' # the name\r\nW9_URL=internet_ip:$W9_HTTP_PORT_SET\nW9_POWER_PASSWORD=\"x\"\nKEY: value\n";
    for (const value of ["blog", "a b", "#", "$x", "\"", "{}", "`id`", " lead and trail ", "=", ":", "\t", "\\n"]) {
        const changed = setValues(text, { W9_ID: value, KEY: value });
        expect([rawValue(changed, "W9_ID"), rawValue(changed, "KEY")]).toEqual([value, value]);
        expect(rawValue(changed, "W9_URL")).toBe("internet_ip:$W9_HTTP_PORT_SET");
    }
});
