// SPDX-License-Identifier: LGPL-2.1-or-later
import { mergedEnv } from "./merged-env";

const merged = (base: string | undefined, mine: string, theirs: string) => mergedEnv(base, mine, theirs);

it("takes each variable from the side that changed it, and keeps the library's text around it", () => {
    expect(merged("A=1\nB=1\nC=1\n", "A=mine\nB=1\nC=1\n", "# new\nA=1\nB=2 # why\nC=1\nD=4\n"))
        .toEqual({ text: "# new\nA=mine\nB=2 # why\nC=1\nD=4\n", conflicts: [] });
});

it("names what both changed", () => {
    expect(merged("A=1\nB=1\n", "A=2\nB=2\n", "A=3\nB=2\n").conflicts).toEqual(["A"]);
});

it("keeps what was chosen for the app, whatever the library has by now", () => {
    const mine = "W9_ID=blog\nW9_POWER_PASSWORD='s$ecret'\nW9_HTTP_PORT_SET=9002\nW9_URL=here:9002\n";
    const base = "W9_ID=web\nW9_POWER_PASSWORD=x\nW9_HTTP_PORT_SET=9001\nW9_URL=there\n";
    const theirs = "W9_ID=web2\nW9_POWER_PASSWORD=\"y\"\nW9_HTTP_PORT_SET=9003\nW9_URL=elsewhere\n";
    expect(merged(base, mine, theirs)).toEqual({ text: mine, conflicts: [] });
    expect(merged("W9_HTTP_PORT_SET=9001\n", "W9_HTTP_PORT_SET=9001\n", "W9_HTTP_PORT_SET=9009\n").text)
        .toBe("W9_HTTP_PORT_SET=9001\n");
});

it("keeps quotes, which decide what a value means", () => {
    expect(merged("A='$X'\n", "A=\"$X/a\"\n", "A='$X'\nB=1\n").text).toBe("A=\"$X/a\"\nB=1\n");
});

it("keeps what the admin added or changed, and drops what the library gave up", () => {
    expect(merged("A=1\nB=1\nC=1\n", "A=1\nB=mine\nC=1\nMINE=\"a b\"\n", "A=1"))
        .toEqual({ text: "A=1\nB=mine\nMINE=\"a b\"\n", conflicts: [] });
});

it("keeps all of an app's values where it is not known what the library had", () => {
    expect(merged(undefined, "A=mine\nB=1\n", "A=1\nC=2\n")).toEqual({ text: "A=mine\nC=2\nB=1\n", conflicts: [] });
});
