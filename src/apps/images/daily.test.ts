// SPDX-License-Identifier: LGPL-2.1-or-later
import { mkdirSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { FakeMachine } from "../../../test/fakes/machine";
import { FakePrograms } from "../../../test/fakes/programs";
import { isDaily, setDaily } from "./daily";
import { checkScript } from "./images";

let host: FakeMachine;
let programs: FakePrograms;
beforeEach(() => {
    host = new FakeMachine();
    programs = new FakePrograms();
    for (const folder of [host.paths.units, host.paths.systemd])
        mkdirSync(folder);
    programs.add("systemctl");
    programs.add("systemd-analyze", "echo 'Next elapse: Mon 2026-11-30 00:00:00 UTC'");
});
afterEach(() => {
    host.remove();
    programs.remove();
});

const unit = (kind: string) => readFileSync(join(host.paths.units, `appmanage-images.${kind}`), "utf8");
const script = () => readFileSync(join(host.paths.images, "daily/check"), "utf8");

it("is off until it is turned on, and off again", async () => {
    expect(await isDaily(host.context)).toBe(false);
    await setDaily({ ...host.context, trail: "user=tester operation=ImageSchedule" }, true);
    expect(host.ran.at(-1)?.args).toContain("user=tester operation=ImageSchedule result=ok");
    expect(await isDaily(host.context)).toBe(true);
    expect(script()).toBe(checkScript);
    expect(unit("timer")).toMatch(/^OnCalendar=daily\nRandomizedDelaySec=4h\nPersistent=true$/m);
    expect(unit("service")).toContain(`\nExecStart=/bin/sh "${host.paths.images}/daily/check" "${host.paths.root}"\n`);
    expect(programs.ran("systemctl"))
        .toEqual(["daemon-reload", "enable --quiet appmanage-images.timer", "restart appmanage-images.timer"]);

    await setDaily(host.context, false);
    expect(await isDaily(host.context)).toBe(false);
    expect(readdirSync(host.paths.units)).toEqual([]);
    expect(readdirSync(host.paths.images)).toEqual([]);
});

it("gets the script of a new version", async () => {
    await setDaily(host.context, true);
    host.write("data/images/daily/check", "# of an older version\n");
    expect(await isDaily(host.context)).toBe(true);
    expect(script()).toBe(checkScript);
});

it("needs systemd", async () => {
    const elsewhere = { ...host.context, paths: { ...host.paths, systemd: join(host.folder, "none") } };
    await expect(setDaily(elsewhere, true)).rejects.toMatchObject({ problem: { code: "SystemError" } });
    expect(await isDaily(elsewhere)).toBe(false);
});
