// SPDX-License-Identifier: LGPL-2.1-or-later
/** Places, schedules and backups, one of each kind. */
import { aBackup, aPlace, aSchedule, type BackupHost } from "../../fakes/backups";

const gibibyte = 1024 ** 3;
const id = (digit: string) => digit.repeat(64);

export const backups: BackupHost = {
    places: [
        aPlace("nas", {
            kind: "sftp", location: "sftp://backup@nas.example/srv/backups/appmanage", size: 41.3 * gibibyte,
            last_success: "2026-11-28T03:00:41Z",
        }),
        aPlace("office", {
            kind: "s3", location: "https://s3.eu-central.storage-of-the-other-department.example/company-backups/servers/server",
            problem: { code: "Backup.Unreachable", message: "The place for backups can't be reached. The details say why." },
        }),
        aPlace("usb", { size: 900 * 1024 ** 2 }),
    ],
    schedules: [
        aSchedule({ next: "2026-11-29T03:00:00Z", last: { time: "2026-11-28T03:00:00Z", result: "success" } }),
        aSchedule({
            app_id: "blog", place: "usb", when: "Mon..Fri 12,18:00", keep: { daily: 14, weekly: 0, monthly: 0 },
            last: { time: "2026-11-27T18:00:00Z", result: "exit-code" },
        }),
        aSchedule({ app_id: "files", when: "Sun *-*-* 04:30:00", place: "usb" }),
    ],
    backups: [
        aBackup("blog", "2026-11-28T03:00:41Z", {
            backup_id: id("1"), reason: "schedule", size: 270 * 1024 ** 2,
            rehearsed: { time: "2026-11-28T09:00:00Z", ok: true },
        }),
        aBackup("files", "2026-11-28T03:01:12Z", {
            backup_id: id("2"), app_name: "nextcloud", version: "32.0.1", reason: "schedule", size: 38.2 * gibibyte,
            unsaved: ["/srv/photos"],
        }),
        aBackup("blog", "2026-11-26T10:00:00Z", { backup_id: id("3"), place: "usb", reason: "update", version: "6.9.1" }),
        aBackup("blog", "2026-11-25T10:00:00Z", { backup_id: id("4"), place: "usb", reason: "restore", size: null }),
        aBackup("shop", "2026-11-20T17:45:00Z", {
            backup_id: id("5"), host: "old-server.branch-office.example", rehearsed: { time: "2026-11-28T08:00:00Z", ok: false },
        }),
    ],
};
