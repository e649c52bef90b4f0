// SPDX-License-Identifier: LGPL-2.1-or-later
/** The script that a schedule starts, with the real start of a job, a job that does nothing, and a restic that records. */
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { FakePrograms } from "../../../test/fakes/programs";
import files from "../../jobs/run/files.sh";
import startScript from "../../jobs/start-job.sh";
import ticket from "../../jobs/ticket.sh";
import { joined } from "../../machine/script";
import resticScript from "../../jobs/run/restic.sh";
import scheduledScript from "./scheduled.sh";

let folder = "";
let programs: FakePrograms;
const plan = () => join(folder, "data/backups/all");
const place = () => join(folder, "places/disk");

function write(path: string, text: string) {
    const file = join(folder, path);
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(file, text);
}

/** Becomes what the file `end` says. */
const job = `
job=$(cd "$(dirname "$0")" && pwd)
cat "$job/kind" "$job/backup" "$job/audit" >"$job/asked"
cat "$job/end" >"$job/phase"`;

function addApp(id: string, kind: string, phase: string, end = "done") {
    write(`data/apps/${id}/docker-compose.yml`, "");
    write(`data/jobs/${id}/kind`, `${kind}\n`);
    write(`data/jobs/${id}/phase`, `${phase}\n`);
    write(`data/jobs/${id}/end`, `${end}\n`);
    write(`data/jobs/${id}/probe`, "http - 80\n");
    write(`data/jobs/${id}/allow`, "digest\n");
}

beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "scheduled-"));
    programs = new FakePrograms();
    programs.add("restic", "case $1 in version) echo restic 0.14.0 compiled with go;; esac");
    programs.add("systemctl", "exit 3");
    programs.add("sleep");
    for (const [file, text] of [
        ["back-up", joined(files, resticScript, scheduledScript)], ["run", job], ["start", joined(files, ticket, startScript)],
        ["place", `${place()}\n`], ["cache", `${join(folder, "cache")}\n`], ["app", "\n"], ["keep", "7 0 6\n"],
    ] as const)
        write(`data/backups/all/${file}`, text);
    write("places/disk/repository", "/disk\n");
});
afterEach(() => {
    rmSync(folder, { recursive: true });
    programs.remove();
});

function run(): Promise<{ code: number, out: string, err: string }> {
    return new Promise(resolve => {
        execFile("/bin/sh", [join(plan(), "back-up")], { env: process.env }, (error, out, err) => {
            resolve({ code: typeof error?.code === "number" ? error.code : error ? -1 : 0, out, err });
        });
    });
}

const asked = (id: string) => {
    const file = join(folder, "data/jobs", id, "asked");
    return existsSync(file) ? readFileSync(file, "utf8") : undefined;
};
/** Without what says where the repository is. */
const restic = () => programs.ran("restic").filter(words => words !== "version").map(words => words.replace(/^.*\/cache /, ""));
const last = () => readFileSync(join(plan(), "last"), "utf8");

it("backs up what is installed, drops what is too much, and cleans up", async () => {
    addApp("blog", "install running none", "done");
    addApp("old", "uninstall uninstalled -", "done");
    addApp("wiki", "stop stopped running", "done unanswered");
    expect(await run()).toEqual({ code: 0, out: "blog: backed up\nwiki: backed up\n", err: "" });
    expect(asked("blog")).toBe(`backup running running\n${place()} schedule copy\nuser=schedule operation=AppBackup app=blog\n`);
    expect(asked("wiki")).toMatch(/^backup stopped stopped\n/);
    expect(asked("old")).toBeUndefined();
    // What the job knows of the app stays.
    expect(readFileSync(join(folder, "data/jobs/blog/probe"), "utf8")).toBe("http - 80\n");
    expect(existsSync(join(folder, "data/jobs/blog/allow"))).toBe(false);
    const forget = (id: string) => `forget --quiet --tag appmanage,app:${id},reason:schedule --host ${hostname()} ` +
        "--group-by host --keep-daily 7 --keep-monthly 6";
    expect(restic()).toEqual(["unlock", forget("blog"), forget("wiki"), "prune --quiet", "check --quiet"]);
    expect(last()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ success\n$/);
});

it("prunes and checks once a week", async () => {
    addApp("blog", "install running none", "done");
    const today = Math.floor(Date.now() / 86_400_000);
    const cleaned = async (stamp: number) => {
        write("places/disk/cleaned", `${stamp}\n`);
        programs.forget("restic");
        await run();
        return restic().includes("prune --quiet");
    };
    expect(await cleaned(today - 6)).toBe(false);
    expect(await cleaned(today - 7)).toBe(true);
    expect(readFileSync(join(place(), "cleaned"), "utf8")).toBe(`${today}\n`);
    // The clock was wrong.
    expect(await cleaned(today + 100)).toBe(true);
});

it("drops nothing where nothing is to be dropped", async () => {
    addApp("blog", "install running none", "done");
    write("data/backups/all/keep", "0 0 0\n");
    expect((await run()).code).toBe(0);
    expect(restic()).toEqual(["unlock", "check --quiet"]);
});

it("names what failed, and does the others", async () => {
    addApp("blog", "install running none", "done", "failed store 1");
    addApp("busy", "update running running", "pulling");
    addApp("mail", "update running running", "undo-failed");
    addApp("wiki", "install running none", "done");
    const ran = await run();
    expect([ran.code, ran.out]).toEqual([1, "wiki: backed up\n"]);
    expect(ran.err).toBe("blog: the backup failed: failed store 1\n" +
        "busy: not backed up: another operation is in progress, or was interrupted\n" +
        "mail: not backed up: its last change could not be undone\n");
    expect(restic().filter(words => words.startsWith("forget"))).toHaveLength(1);
    expect(last()).toMatch(/ exit-code\n$/);
    expect(readFileSync(join(folder, "data/jobs/busy/kind"), "utf8")).toBe("update running running\n");
});

it("fails for its one app where that is not installed", async () => {
    addApp("other", "install running none", "done");
    write("data/backups/all/app", "blog\n");
    expect(await run()).toMatchObject({ code: 1, err: "blog: not backed up: not installed\n" });
    addApp("blog", "uninstall uninstalled -", "done");
    expect(await run()).toMatchObject({ code: 1, err: "blog: not backed up: not installed\n" });
    expect(asked("other")).toBeUndefined();
});

it("does not count a job that was canceled, or that another has followed", async () => {
    addApp("blog", "install running none", "done");
    write("data/backups/all/run", `${job}\necho 'stop stopped -' >"$job/kind"\n`);
    expect((await run()).err).toBe("blog: the backup failed: canceled\n");
});

it("waits as long as the job holds its lock", async () => {
    addApp("blog", "install running none", "done");
    write("data/backups/all/run", `job=$(cd "$(dirname "$0")" && pwd)
        setsid -f flock "$job/../../locks/blog" sh -c '/bin/sleep 1; echo done >"$1/phase"' job "$job" </dev/null >/dev/null 2>&1
        /bin/sleep 0.3`);
    expect(await run()).toMatchObject({ code: 0, out: "blog: backed up\n" });
});

it("stops no app for a place that can't be used", async () => {
    addApp("blog", "install running none", "done");
    programs.add("restic", "case $1 in version) echo restic 0.14.0 compiled with go;; *) echo no such host >&2; exit 1;; esac");
    expect(await run()).toMatchObject({ code: 1, err: "The place for backups disk can't be used: no such host\n" });
    programs.add("restic", "echo restic 0.13.1 compiled with go");
    expect(await run()).toMatchObject({ code: 1, err: "restic 0.14 or newer is needed.\n" });
    rmSync(place(), { recursive: true });
    programs.add("restic", "echo restic 0.18.0 compiled with go");
    expect(await run()).toMatchObject({ code: 1, err: "The place for backups disk does not exist any more.\n" });
    expect(asked("blog")).toBeUndefined();
});

it("waits for a repository that another server works on", async () => {
    addApp("blog", "install running none", "done");
    programs.add("restic", `case "$*" in
        version) echo restic 0.14.0 compiled with go;;
        *forget*) [ "$(grep -c forget "$0.ran")" -gt 2 ] || { echo repository is already locked >&2; exit 1; };;
        *prune*) echo no space left on device >&2; exit 1;;
        esac`);
    expect(await run()).toMatchObject({ code: 1, err: "The repository could not be pruned: no space left on device\n" });
    expect(restic().filter(words => words.startsWith("forget"))).toHaveLength(3);
    expect(existsSync(join(place(), "cleaned"))).toBe(false);
});
