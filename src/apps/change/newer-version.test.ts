// SPDX-License-Identifier: LGPL-2.1-or-later
import { aJob } from "../../../test/fakes/job";
import { aDefinition, anApp } from "../../../test/fakes/manager";
import type { AppRecord } from "../records/record";
import { newerVersion, offeredUpdate } from "./newer-version";

const editions = [
    { version: "7.1.0", dist: "community" }, { version: "8.0.0", dist: "enterprise" }, { version: "7.0.4", dist: "community" },
    { version: "7.9.0", dist: "enterprise" }, { version: "latest", dist: "community" },
];
const offered = new Map([["wordpress", aDefinition("wordpress", { editions })]]);

it.each<[string, Partial<AppRecord>, string | undefined]>([
    ["the newest of the edition", { version: "7.0.4" }, "7.1.0"],
    ["the newest of another edition", { version: "7.9.0" }, "8.0.0"],
    ["the first edition's for a version that is no longer on offer", { version: "6.9.4" }, "7.1.0"],
    ["nothing newer", { version: "7.1.0" }, undefined],
    ["a version newer than all", { version: "7.2.0" }, undefined],
    ["a version that can't be compared", { version: "latest" }, undefined],
    ["an app that no library has", { version: "7.0.4", name: "memos" }, undefined],
    ["a name of the language's own", { version: "7.0.4", name: "constructor" }, undefined],
    ["an uninstalled app", { version: "7.0.4", wish: "uninstalled" }, undefined],
    ["a stopped app", { version: "7.0.4", wish: "stopped" }, "7.1.0"],
])("offers %s", (_what, record, version) => {
    const app = anApp("blog", { record });
    expect(newerVersion(app.record, offered)).toBe(version);
    expect(offeredUpdate(app, offered)).toBe(version);
});

it.each([
    [undefined, aJob("blog", { kind: "stop", phase: "stopping", alive: true })],
    ["7.1.0", aJob("blog", { kind: "update", phase: "restored", alive: true })],
    ["7.1.0", aJob("blog", { kind: "update", phase: "pulling", alive: false })],
])("offers %s after %j", (version, job) => {
    expect(offeredUpdate(anApp("blog", { record: { version: "7.0.4" }, job }), offered)).toBe(version);
});
