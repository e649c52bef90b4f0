// SPDX-License-Identifier: LGPL-2.1-or-later
import { withLastCode } from "./crash-code";
import type { AppStatus } from "./status";

const crashing = (service: string, code: number | null): AppStatus =>
    ({ status: "error", reason: { is: "restarting", service, code } });

it("keeps the code between two crashes", () => {
    expect(withLastCode(crashing("web", null), crashing("web", 3))).toEqual(crashing("web", 3));
});

it.each<[string, AppStatus, AppStatus | undefined]>([
    ["a newer code", crashing("web", 1), crashing("web", 3)],
    ["another service", crashing("web", null), crashing("db", 3)],
    ["nothing before", crashing("web", null), undefined],
    ["something else before", crashing("web", null), { status: "running" }],
    ["something else now", { status: "running" }, crashing("web", 3)],
])("leaves it alone: %s", (_name, now, before) => {
    expect(withLastCode(now, before)).toEqual(now);
});
