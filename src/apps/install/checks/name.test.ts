// SPDX-License-Identifier: LGPL-2.1-or-later
import { freeName, nameCheck, type Names } from "./name";

const none: Names = { records: {}, jobs: new Map(), volumes: [], projects: new Set() };

test.each([
    ["api", "repeat"], ["resume", "repeat"], ["", "blank"], ["x", "format"], ["a-b", "format"], ["a".repeat(21), "format"],
])("%j can't be an app's name", (name, code) => {
    expect(nameCheck(name, none)).toMatchObject({ level: "stop", code });
});

test("a name is free unless a project or a volume has it", () => {
    expect(nameCheck("blog", none).level).toBe("ok");
    expect(nameCheck("blog", { ...none, projects: new Set(["blog"]) })).toMatchObject({ code: "repeat" });
    const labels = { "com.docker.compose.project": "blog" };
    expect(nameCheck("blog", { ...none, volumes: [{ name: "x", labels }] })).toMatchObject({ code: "repeat" });
    expect(freeName("api", none)).toBe("api2");
});
