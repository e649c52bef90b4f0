// SPDX-License-Identifier: LGPL-2.1-or-later
import { auditLine } from "./audit";

const record = { user: "admin", operation: "AppInstall", about: { app: "blog", name: "wordpress" }, result: "ok" };

test("logs who did what to which app, with the result", () => {
    expect(auditLine(record)).toBe("user=admin operation=AppInstall app=blog name=wordpress result=ok");
});

test("leaves out what was not given", () => {
    expect(auditLine({ ...record, about: { app: undefined } })).toBe("user=admin operation=AppInstall result=ok");
});

test.each([
    ["a b", '"a b"'],
    ["x result=ok", '"x result=ok"'],
    ['"', '"\\""'],
    ["x\nuser=root", '"x?user=root"'],
    ["博客", '"??"'],
    ["", '""'],
    ["a".repeat(200), "a".repeat(100)],
])("a caller's %j is one value on the line", (app, written) => {
    expect(auditLine({ ...record, about: { app } })).toBe(`user=admin operation=AppInstall app=${written} result=ok`);
});
