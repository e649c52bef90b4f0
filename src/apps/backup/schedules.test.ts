// SPDX-License-Identifier: LGPL-2.1-or-later
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { FakeMachine } from "../../../test/fakes/machine";
import { FakePrograms } from "../../../test/fakes/programs";
import { runScript } from "../../jobs/run-script";
import { addPlace, removePlace } from "./places";
import { listSchedules, setSchedule, timeOf } from "./schedules";

const keep = { daily: 7, weekly: 4, monthly: 0 };

let host: FakeMachine;
let programs: FakePrograms;
beforeEach(async () => {
    host = new FakeMachine();
    programs = new FakePrograms();
    for (const folder of [host.paths.units, host.paths.systemd])
        mkdirSync(folder);
    programs.add("restic", "case $1 in version) echo restic 0.14.0 compiled with go;; esac");
    programs.add("systemctl");
    programs.add("systemd-analyze", `
        case $3 in
        *nonsense*) echo "Failed to parse calendar specification '$3': Invalid argument" >&2; exit 1;;
        2001*) echo 'Next elapse: never';;
        *) echo 'Next elapse: Mon 2026-11-30 03:00:00 UTC';;
        esac`);
    await addPlace(host.context, { place: "disk", kind: "local", location: join(host.folder, "disk") });
});
afterEach(() => {
    host.remove();
    programs.remove();
});

const set = (app: string | undefined, when: string, place: string | undefined = undefined) =>
    setSchedule({ ...host.context, trail: "user=tester operation=BackupSchedule" }, app, place, when, keep);
const inPlan = (plan: string, file: string) => readFileSync(join(host.paths.plans, plan, file), "utf8");
const unit = (name: string) => readFileSync(join(host.paths.units, name), "utf8");
const addRecord = (id: string, more: object = {}) => host.write("data/apps.json", JSON.stringify({ version: 1, apps: { [id]: {
    app_id: id, name: "web", customer_name: id, trade_mark: "Web", version: "1.0", official: true, library: "",
    created: "2026-01-01T00:00:00.000Z", wish: "running", services: {}, ports: {}, network: null, image_url: "",
    access: { port: null, url: "", admin_url: "", user_name: "", password: "" }, ...more,
} } }));

it("writes a plan that needs nothing else, and a timer for it", async () => {
    await set(undefined, " Mon 03:00 ");
    expect(["place", "keep", "app", "when", "cache"].map(file => inPlan("all", file)))
        .toEqual([`${host.paths.places}/disk\n`, "7 4 0\n", "\n", "Mon 03:00\n", `${host.paths.resticCache}\n`]);
    expect(inPlan("all", "run")).toBe(runScript);
    expect(inPlan("all", "start")).toContain("put_all");
    expect(readdirSync(host.paths.plans)).toEqual(["all"]);
    expect(readdirSync(join(host.paths.plans, "all")).sort())
        .toEqual(["app", "back-up", "cache", "keep", "place", "run", "start", "when"]);
    expect(readdirSync(host.paths.units).sort()).toEqual(["appmanage-backup-all.service", "appmanage-backup-all.timer"]);
    expect(unit("appmanage-backup-all.timer"))
        .toMatch(/^Description=Schedule for the backup of all apps$[^]*^OnCalendar=Mon 03:00$[^]*^Persistent=true$/m);
    expect(unit("appmanage-backup-all.service"))
        .toMatch(/^Description=Backup of all apps$[^]*^ExecStart=\/bin\/sh "\/.*\/data\/backups\/all\/back-up"$/m);
    expect(statSync(join(host.paths.units, "appmanage-backup-all.timer")).mode & 0o777).toBe(0o644);
    expect(programs.ran("systemctl")).toEqual([
        "daemon-reload", "enable --quiet appmanage-backup-all.timer", "restart appmanage-backup-all.timer",
    ]);
    expect(host.ran.at(-1)).toMatchObject({ name: "logger", args: expect.arrayContaining([
        "user=tester operation=BackupSchedule result=ok",
    ]) as unknown });
});

it("has one for an app, which is changed and removed, and once more", async () => {
    addRecord("blog");
    await set("blog", "daily", "disk");
    await set("blog", "weekly");
    expect([inPlan("app-blog", "app"), inPlan("app-blog", "when")]).toEqual(["blog\n", "weekly\n"]);
    expect(unit("appmanage-backup@blog.timer")).toMatch(/^OnCalendar=weekly$/m);
    expect(unit("appmanage-backup@blog.service")).toMatch(/^Description=Backup of app blog$/m);
    programs.forget("systemctl");
    await set("blog", "");
    expect(programs.ran("systemctl")).toEqual([
        "disable --quiet --now appmanage-backup@blog.timer", "clean --what=state appmanage-backup@blog.timer", "daemon-reload",
        "reset-failed appmanage-backup@blog.service",
    ]);
    expect([...readdirSync(host.paths.plans), ...readdirSync(host.paths.units)]).toEqual([]);
    await set("blog", "");
    expect(programs.ran("systemctl")).toHaveLength(4);
});

it.each([
    ["Param.Schedule.FormatError", "nonsense", "Failed to parse calendar specification 'nonsense': Invalid argument"],
    ["Param.Schedule.FormatError", "2001-01-01", "2001-01-01: is never"],
    ["Param.Schedule.FormatError", "daily\n[Service]\nExecStart=/bin/sh", "when: up to 200 letters, digits and signs on one line"],
    ["Param.Schedule.FormatError", "x".repeat(201), "when: up to 200 letters, digits and signs on one line"],
])("%s: %j", async (code, when, detail) => {
    const before = host.listing();
    await expect(set(undefined, when)).rejects.toMatchObject({ problem: { code, detail } });
    expect(host.listing()).toEqual(before);
    expect(programs.ran("systemctl")).toEqual([]);
});

it("needs a place, an app that is installed, and systemd", async () => {
    await expect(set(undefined, "daily", "other")).rejects.toMatchObject({ problem: { code: "Param.Place.NotExis" } });
    await expect(set("blog", "daily")).rejects.toMatchObject({ problem: { code: "APP.NotExis" } });
    addRecord("blog", { wish: "uninstalled" });
    await expect(set("blog", "daily")).rejects.toMatchObject({ problem: { code: "APP.NotExis" } });
    const elsewhere = { ...host.context, paths: { ...host.paths, systemd: join(host.folder, "none") } };
    await expect(setSchedule(elsewhere, undefined, undefined, "daily", keep)).rejects.toMatchObject({
        problem: { code: "SystemError", detail: "Schedules need systemd, which does not run this host." },
    });
    expect(existsSync(host.paths.plans)).toBe(false);
});

it("tells when it runs next, and how the last run ended", async () => {
    addRecord("blog");
    await set(undefined, "daily");
    await set("blog", "Mon 03:00");
    programs.add("systemctl", `
        case "$TZ $*" in
        "UTC show --property=NextElapseUSecRealtime -- appmanage-backup-all.timer")
            echo "NextElapseUSecRealtime=Sun 2026-11-29 00:00:00 UTC";;
        *@blog.timer) echo "NextElapseUSecRealtime=";;
        *Result,ExecMainExitTimestamp*-all.service)
            echo "ExecMainExitTimestamp=Sat 2026-11-28 00:07:21 UTC"; echo "Result=exit-code";;
        *) echo "Result=success"; echo "ExecMainExitTimestamp=n/a";;
        esac`);
    const all = {
        app_id: null, place: "disk", when: "daily", keep, next: "2026-11-29T00:00:00.000Z",
        last: { time: "2026-11-28T00:07:21.000Z", result: "exit-code" },
    };
    const blog = { app_id: "blog", place: "disk", when: "Mon 03:00", keep, next: null, last: null };
    expect(await listSchedules(host.context)).toEqual([all, blog]);
    // After a reboot systemd does not know.
    host.write("data/backups/app-blog/last", "2026-11-23T03:10:00Z success\n");
    expect(await listSchedules(host.context))
        .toEqual([all, { ...blog, last: { time: "2026-11-23T03:10:00Z", result: "success" } }]);
});

it("gets the scripts of a new version, and keeps what was chosen", async () => {
    await set(undefined, "daily");
    const [now, chosen] = [inPlan("all", "back-up"), inPlan("all", "when")];
    host.write("data/backups/all/back-up", "# of an older version\n");
    host.write("data/backups/all/run", "");
    const inode = () => statSync(join(host.paths.plans, "all", "start")).ino;
    const before = inode();
    expect(await listSchedules(host.context)).toHaveLength(1);
    expect([inPlan("all", "back-up"), inPlan("all", "run"), inPlan("all", "when")]).toEqual([now, runScript, chosen]);
    expect(inode()).toBe(before);
    expect([readdirSync(host.paths.plans), readdirSync(join(host.paths.plans, "all")).sort()])
        .toEqual([["all"], ["app", "back-up", "cache", "keep", "place", "run", "start", "when"]]);
});

it("keeps its place from being removed", async () => {
    await set(undefined, "daily");
    await expect(removePlace(host.context, "disk")).rejects.toMatchObject({ problem: {
        code: "Param.Place.FormatError", detail: "place: is used by the schedule of all apps; remove or change that first",
    } });
    await set(undefined, "");
    await removePlace(host.context, "disk");
    expect(readdirSync(host.paths.places)).toEqual([]);
});

it.each([
    ["Mon 2026-11-30 03:00:00 UTC", "2026-11-30T03:00:00.000Z"], ["2026-11-30 03:00:00.123456 UTC", "2026-11-30T03:00:00.000Z"],
    ["", null], ["n/a", null], ["0", null], ["infinity", null], ["Mon 2026-13-30 03:00:00 UTC", null],
])("reads the time %j", (text, time) => {
    expect(timeOf(text)).toBe(time);
});
