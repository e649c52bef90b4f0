// SPDX-License-Identifier: LGPL-2.1-or-later
/** What a schedule starts, with real apps and a real restic; only systemd's timer is made up. */
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { backup, schedule } from "../../src/api/backup-schemas";
import { FakePrograms } from "../fakes/programs";
import { World } from "./world";

jest.setTimeout(240_000);

const world = new World("schedule");
const programs = new FakePrograms();
const [blog, wiki, old] = [world.id("blog"), world.id("wiki"), world.id("old")];

beforeAll(async () => {
    programs.add("systemctl", "exit 0");
    for (const needed of [world.paths.units, world.paths.systemd])
        mkdirSync(needed);
    world.addApp("plain", "busybox", ["1.36"]);
    for (const id of [blog, wiki, old]) {
        await world.install("plain", id, "1.36");
        await world.reaches(id, "running");
    }
    await world.ok("AppStop", { app_id: wiki });
    await world.ok("AppUninstall", { app_id: old });
    await world.ok("BackupPlaceAdd", { place: "disk", kind: "local", location: join(world.folder, "disk") });
});
afterAll(async () => {
    programs.remove();
    await world.end();
});

/** As systemd would. */
function elapse(plan: string): Promise<{ code: number, out: string, err: string }> {
    return new Promise(resolve => {
        execFile("/bin/sh", [join(world.paths.plans, plan, "back-up")], { env: { PATH: process.env.PATH } }, (error, out, err) => {
            resolve({ code: typeof error?.code === "number" ? error.code : error ? -1 : 0, out, err });
        });
    });
}

const backups = async (id: string) =>
    z.array(z.strictObject(backup.shape)).parse(await world.ok("BackupList", { app_id: id }));

test("backs up every installed app as it is, and drops what is too much", async () => {
    const keep = { daily: 1, weekly: 0, monthly: 0 };
    expect(await world.ok("BackupSchedule", { when: "daily", keep })).toEqual({ app_id: null });
    for (let round = 0; round < 2; round++)
        expect(await elapse("all")).toEqual({ code: 0, out: `${blog}: backed up\n${wiki}: backed up\n`, err: "" });
    expect(await backups(blog)).toEqual([expect.objectContaining({
        place: "disk", app_id: blog, app_name: "plain", version: "1.36", reason: "schedule",
    })]);
    expect(await backups(wiki)).toHaveLength(1);
    expect(await backups(old)).toEqual([]);
    expect([await world.status(blog), await world.status(wiki)]).toEqual(["running", "stop"]);
    expect(existsSync(join(world.paths.places, "disk", "cleaned"))).toBe(true);
    const [listed] = z.array(z.strictObject(schedule.shape)).parse(await world.ok("BackupScheduleList", {}));
    expect(listed).toMatchObject({ app_id: null, place: "disk", when: "daily", keep, last: { result: "success" } });
});

test("refuses what systemd does not understand, in its words", async () => {
    const { error } = await world.ask("BackupSchedule", { when: "every night" });
    expect(error).toMatchObject({
        Code: "Param.Schedule.FormatError", Detail: expect.stringContaining("Failed to parse calendar specification") as unknown,
    });
    expect(readFileSync(join(world.paths.plans, "all", "when"), "utf8")).toBe("daily\n");
});

test("one of an app fails when that is gone, and is removed", async () => {
    await world.ok("BackupSchedule", { app_id: wiki, when: "Mon 03:00" });
    await world.ok("AppUninstall", { app_id: wiki });
    expect(await elapse(`app-${wiki}`)).toEqual({ code: 1, out: "", err: `${wiki}: not backed up: not installed\n` });
    await world.ok("BackupSchedule", { app_id: wiki, when: "" });
    expect(existsSync(join(world.paths.plans, `app-${wiki}`))).toBe(false);
});
