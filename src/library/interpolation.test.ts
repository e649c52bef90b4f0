// SPDX-License-Identifier: LGPL-2.1-or-later
import { interpolated, unknownVariables, variablesOf } from "./interpolation";

const env = [
    "A=a", "EMPTY=", "export EXPORTED=e # why", "SINGLE='$A'", "DOUBLE=\"x$A\" # why", "TWICE=1", "TWICE=2", "COLON: c",
    "REFERS=$A/${LATER}b", "LATER=l", "CHAIN=${REFERS}-${DOUBLE}", "SLASH=a\\b", "HASH=a#b", "LOOP=$LOOP", "HOME=mine",
    "COMPOSE_X=mine", "", "# comment", "BARE",
    "NESTED=${NO:-${EMPTY:-${A}}}", "DOLLAR=$$A",
].join("\n");

test.each<[string, string | undefined]>([
    ["", ""], ["x/y", "x/y"], ["$A", "a"], ["${A}", "a"], ["x${A}y$A-", "xaya-"], ["$Ab", ""], ["$NO", ""], ["${NO}", ""],
    ["${A:-x}", "a"], ["${A-x}", "a"], ["${EMPTY:-x}", "x"], ["${EMPTY-x}", ""], ["${NO:-x}", "x"], ["${NO-x}", "x"],
    ["${NO:-}", ""],
    ["${A:+x}", "x"], ["${A+x}", "x"], ["${EMPTY:+x}", ""], ["${EMPTY+x}", "x"], ["${NO:+x}", ""], ["${NO+x}", ""],
    ["${A:?x}", "a"], ["${A?x}", "a"], ["${EMPTY?x}", ""], ["${EMPTY:?x}", undefined], ["${NO:?x}", undefined],
    ["${NO?x}", undefined],
    ["${NO:-${A}}", "a"], ["${NO:-x${NO:-y$A}z}w", "xyazw"], ["${NO:-a-b:-c?d}", "a-b:-c?d"], ["${NO-x}/${NO-y}}", "x/y}"],
    ["$$A", "$A"], ["$${A}", "${A}"], ["$$$A", "$a"], ["${NO:-$$}", "$"], ["{A}", "{A}"],
    ["$SINGLE", "$A"], ["$DOUBLE", "xa"], ["$EXPORTED", "e"], ["$COLON", "c"], ["$HASH", "a#b"], ["$BARE", ""], ["$DOLLAR", "$A"],
    // Compose reads `.env` from its beginning to its end.
    ["$REFERS", "a/b"], ["$CHAIN", "a/b-xa"], ["$NESTED", "a"], ["$LOOP", ""],
    // What can't be told for certain.
    ["$TWICE", undefined], ["$SLASH", undefined], ["$HOME", undefined], ["${HOME:-x}", undefined], ["${COMPOSE_X}", undefined],
    ["${PWD}", undefined], ["${COMPOSE_PROJECT_NAME-x}", undefined], ["${NO:-$HOME}", undefined],
    ["$", undefined], ["a$", undefined], ["$1", undefined], ["${}", undefined], ["${A", undefined], ["${A:-", undefined],
    ["${A!x}", undefined],
    ["${A x}", undefined], ["${NO:-{}}", undefined], ["$A\nx", undefined], ["$A\u017F", undefined], ["${1A}", undefined],
])("%j stands for %j", (text, expected) => {
    expect(interpolated(text, variablesOf(env))).toBe(expected);
});

test.each([
    "A=x\nB=\"two\nlines\"\n", "-x=\"\nA=x\n\"\n", "A=x\u00A0\n", "\u3000B=c\nA=x\n", "A=\"x\" B=y\n", "A=x\n\vB=c\n",
    "A=x\n\"\n", "A='x\n",
])("no variable is certain in %j", text => {
    expect(interpolated("$A", variablesOf(text))).toBeUndefined();
});

test("an .env of DOS is the same", () => {
    expect(interpolated("$A$B$C", variablesOf("\uFEFFA=a\r\nB='b'\r\n\r\n# why\r\nC=\"c\" # why\r\n"))).toBe("abc");
});

test("without an .env nothing is certain but what has no variable", () => {
    expect(interpolated("$A", unknownVariables)).toBeUndefined();
    expect(interpolated("${A:-x}", unknownVariables)).toBeUndefined();
    expect(interpolated("$$A", unknownVariables)).toBe("$A");
});

const size = 256 * 1024;
test.each<[string, string]>([
    ["$A".repeat(size / 2), "A=a\n"], ["${A:-".repeat(size / 5), ""],
    ["$A31", Array.from({ length: 32 }, (_one, at) => `A${at}=${`$A${at - 1}`.repeat(40)}`).join("\n")],
    ["$A", `A=${" ".repeat(size)}"`], ["$A", `A${" ".repeat(size)}x`], ["$A", `export${"\t".repeat(size)}=`],
    ["$A", `A="${" ".repeat(size)}`],
    ["$A", "A=$A\n".repeat(size / 5)], ["$A", `A='x'${" ".repeat(size)}x`],
    ["$A9", `A=${"a".repeat(4000)}\n${Array.from({ length: 9 }, (_one, at) => `A${at + 1}=$A$A$A`).join("\n")}`],
])("stays linear on adversarial input, case %#", (text, from) => {
    const start = process.cpuUsage();
    interpolated(text, variablesOf(from));
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1000).toBeLessThan(1000);
});
