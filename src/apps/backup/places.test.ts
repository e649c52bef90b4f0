// SPDX-License-Identifier: LGPL-2.1-or-later
/** With a restic that does what the test says: what it is given, and what becomes of its failures. */
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FakeMachine } from "../../../test/fakes/machine";
import { FakePrograms } from "../../../test/fakes/programs";
import { listBackups } from "./list";
import type { PlaceRequest } from "./place";
import { addPlace, findPlace, listPlaces, placeFolder, removePlace } from "./places";

let host: FakeMachine;
let programs: FakePrograms;
beforeEach(() => {
    host = new FakeMachine();
    programs = new FakePrograms();
    restic("");
});
afterEach(() => {
    host.remove();
    programs.remove();
});

const noRepository = "echo 'Fatal: unable to open config file: stat /r/config: no such file or directory' >&2; exit 1";

/** A shell script, by restic's command `$command`. */
function restic(script: string, version = "0.14.0") {
    programs.add("restic", `
        case $1 in version) echo 'restic ${version} compiled with go1.19.8 on linux/amd64'; exit;; esac
        env | sort >"$0.env"
        case "$*" in *'cat config') command=cat;; *' init') command=init;; *snapshots*) command=snapshots;; *) command=stats;; esac
        ${script}`);
}

const disk: PlaceRequest = { place: "disk", kind: "local", location: "/mnt" };
const add = (request: Partial<PlaceRequest> = {}) =>
    addPlace(host.context, { ...disk, location: join(host.folder, "disk"), ...request });
const at = (place: string, file: string) => readFileSync(join(host.paths.places, place, file), "utf8");
const left = () => existsSync(host.paths.places) ? readdirSync(host.paths.places) : [];
/** Without asking for the version. */
const asked = () => programs.ran("restic").filter(words => words !== "version");

it("keeps a REST server's password in a file, and nowhere else", async () => {
    restic(`[ "$command" != cat ] || { ${noRepository}; }`);
    const secret = { user: "joe", secret: "s3cr3t!", password: "r3p0s1tory" };
    expect(await add({ kind: "rest", location: "https://nas/joe", ...secret })).toEqual({ place: "disk" });
    expect(at("disk", "repository")).toBe("rest:https://joe:s3cr3t%21@nas/joe/\n");
    expect(JSON.parse(at("disk", "place.json"))).toEqual({ kind: "rest", location: "https://nas/joe" });
    expect(at("disk", "password")).toBe("r3p0s1tory\n");
    expect(readdirSync(join(host.paths.places, "disk"))).toEqual(["password", "place.json", "repository"]);
    expect(asked().map(words => words.split(" ").slice(6).join(" "))).toEqual(["--no-lock cat config", "init"]);
    const known = [...asked(), readFileSync(join(programs.folder, "restic.env"), "utf8"), ...host.ran.flatMap(({ args }) => args)];
    expect(known.join("\n")).not.toMatch(/s3cr3t|r3p0s1tory/);
});

it("keeps S3's keys as AWS's tools do", async () => {
    await add({ kind: "s3", location: "https://s3.example/bucket", user: "AKIA", secret: "x/y+z=" });
    expect(at("disk", "aws")).toBe("[default]\naws_access_key_id = AKIA\naws_secret_access_key = x/y+z=\n");
    expect(readFileSync(join(programs.folder, "restic.env"), "utf8"))
        .toMatch(new RegExp(`^AWS_SHARED_CREDENTIALS_FILE=${host.paths.places}/.new-disk/aws$`, "m"));
    expect(statSync(join(host.paths.places, "disk", "aws")).mode & 0o777).toBe(0o600);
});

it("reaches an SFTP server by ssh with one key for all, and asks no questions", async () => {
    const [places, location] = [host.paths.places, "sftp://joe@nas:2222/backups"];
    programs.add("ssh-keygen", `for file; do :; done; echo $$ >"$file"; echo 'ssh-ed25519 AAAA appmanage@vm' >"$file.pub"`);
    // restic ends before it has told all.
    programs.add("ssh", "echo 'joe@nas: Permission denied (publickey,password).' >&2; exit 255");
    restic("echo 'Fatal: unable to start the sftp session, error: EOF' >&2; exit 1");
    await expect(add({ kind: "sftp", location })).rejects.toMatchObject({ problem: {
        code: "Backup.Unreachable",
        detail: "Fatal: unable to start the sftp session, error: EOF\njoe@nas: Permission denied (publickey,password).\n" +
            "Add this line to ~/.ssh/authorized_keys of the user on the server:\nssh-ed25519 AAAA appmanage@vm",
    } });
    expect(left().sort()).toEqual(["ssh_key", "ssh_key.pub"]);
    const key = readFileSync(join(places, "ssh_key"), "utf8");
    restic("");
    await add({ kind: "sftp", location });
    await add({ kind: "sftp", location: "sftp://joe@[fe80::1]/b", place: "other" });
    expect(readFileSync(join(places, "ssh_key"), "utf8")).toBe(key);
    expect(at("disk", "ssh")).toBe("-p 2222 joe@nas\n");
    expect(asked().at(-2)).toContain("-o sftp.command=ssh -o BatchMode=yes -o ConnectTimeout=10 -o ServerAliveInterval=30 " +
        `-o StrictHostKeyChecking=accept-new -o UserKnownHostsFile=${places}/.new-disk/known_hosts -i ${places}/ssh_key ` +
        "-p 2222 joe@nas -s sftp ");
    expect(asked().at(-1)).toContain(" -p 22 joe@fe80::1 -s sftp ");
});

it.each<[string, Partial<PlaceRequest>, string, object]>([
    ["the password is wrong", { password: "x" }, "echo 'Fatal: wrong password or no key found' >&2; exit 1",
        { code: "Backup.WrongPassword", detail: "Fatal: wrong password or no key found" }],
    ["there is a repository, and no password is given", {},
        "echo 'create repository failed: config file already exists' >&2; exit 1", {
            code: "Backup.WrongPassword", detail: "There is a repository at this place already: enter its password.",
        }],
    ["it can't be made", { password: "x" },
        `[ "$command" = init ] || { ${noRepository}; }; echo 'no space left on device' >&2; exit 1`,
        { code: "Backup.NoSpace", detail: "no space left on device" }],
    ["the server can't be reached", { password: "x" }, "echo 'Head \"http://u:p@h/\": connection refused' >&2; exit 1",
        { code: "Backup.Unreachable", detail: 'Head "http://***@h/": connection refused' }],
])("leaves nothing where %s", async (_why, request, script, problem) => {
    restic(script);
    await expect(add(request)).rejects.toMatchObject({ problem });
    expect(left()).toEqual([]);
    expect(host.ran.filter(({ name }) => name === "logger")).toEqual([]);
});

it.each([
    [{ place: "Disk" }, /^place: /], [{ place: "../disk" }, /^place: /], [{ place: "" }, /^place: /], [{ place: "-x" }, /^place: /],
    [{ place: "a".repeat(32) }, /^place: /], [{ location: "disk" }, /^location: /], [{ password: "a\nb" }, /^password: has a control/],
    [{ password: " a" }, /^password: begins or ends/],
])("refuses %j before anything is asked", async (request, detail) => {
    await expect(add(request)).rejects.toMatchObject({
        problem: { code: "Param.Place.FormatError", detail: expect.stringMatching(detail) as unknown },
    });
    expect(host.ran).toEqual([]);
});

it("gives the name to the first, and to the next when that one has failed", async () => {
    mkdirSync(join(host.paths.places, ".new-disk"), { recursive: true });
    writeFileSync(join(host.paths.places, ".new-disk", "password"), "of one that was killed");
    restic("/bin/sleep 1");
    const answers = await Promise.allSettled([add(), add({ password: "x" })]);
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(add()).rejects.toMatchObject({ problem: { code: "Param.Place.Repeat" } });
    expect(left()).toEqual(["disk"]);
});

it.each([
    ["0.13.1", "Backup.ResticTooOld"], ["0.9.6", "Backup.ResticTooOld"], ["garbage", "Backup.ResticTooOld"],
    ["0.14.0", undefined], ["0.18.0-dev", undefined], ["1.0.0", undefined],
])("restic %s: %s", async (version, code) => {
    await add();
    restic("echo '[]'", version);
    const [place] = await listPlaces(host.context);
    expect(place?.problem?.code).toBe(code);
    expect(place?.last_success).toBeNull();
});

it("says of every place that restic is missing, and keeps an empty list empty", async () => {
    await add();
    await add({ place: "second", location: join(host.folder, "second") });
    programs.hide("restic");
    const missing = { problem: { code: "Backup.ResticMissing" }, size: null, last_success: null };
    expect(await listPlaces(host.context)).toMatchObject([{ place: "disk", ...missing }, { place: "second", ...missing }]);
    await removePlace(host.context, "disk");
    await removePlace(host.context, "second");
    expect(await listPlaces(host.context)).toEqual([]);
    await expect(add()).rejects.toMatchObject({ problem: { code: "Backup.ResticMissing" } });
});

const snapshot = (id: string, time: string, app = "blog") => JSON.stringify({
    id: id.repeat(64), time, hostname: "vm", paths: ["/x"],
    tags: ["appmanage", `app:${app}`, "name:web", "version:1", "reason:manual", "bytes:5"],
});

it("lists the backups of all places, newest first, as far as they can be read", async () => {
    for (const place of ["one", "two", "broken"])
        await add({ place, location: join(host.folder, place) });
    restic(`case "$*" in
        */one/*) echo '[${snapshot("a", "2026-01-01T00:00:00Z")},7,${snapshot("c", "2026-03-01T00:00:00Z")}]';;
        */two/*) echo '[${snapshot("b", "2026-02-01T00:00:00Z")}]';;
        *) echo 'Fatal: wrong password or no key found' >&2; exit 12;;
        esac`);
    const found = await listBackups(host.context);
    expect(found.map(({ place, backup_id: id }) => [place, id[0]])).toEqual([["one", "c"], ["two", "b"], ["one", "a"]]);
    expect(await listBackups(host.context, "two", "blog")).toHaveLength(1);
    expect(asked().at(-1)).toMatch(/ --no-lock snapshots --json --tag appmanage,app:blog$/);
    await expect(listBackups(host.context, "broken")).rejects.toMatchObject({ problem: { code: "Backup.WrongPassword" } });
    await expect(listBackups(host.context, "none")).rejects.toMatchObject({ problem: { code: "Param.Place.NotExis" } });
    restic("echo 'no such host' >&2; exit 1");
    await expect(listBackups(host.context)).rejects.toMatchObject({ problem: { code: "Backup.Unreachable" } });
});

it("finds a place by its name, or the only one", async () => {
    await expect(placeFolder(host.context, undefined)).rejects.toMatchObject({ problem: { code: "Param.Place.NotExis" } });
    await add();
    expect(await placeFolder(host.context, undefined)).toBe(`${host.paths.places}/disk`);
    await add({ place: "second", location: join(host.folder, "second") });
    await expect(placeFolder(host.context, undefined))
        .rejects.toMatchObject({ problem: { code: "Param.Place.Blank", detail: "disk, second" } });
    expect((await findPlace(host.context, "second")).location).toBe(join(host.folder, "second"));
    await expect(placeFolder(host.context, "../data")).rejects.toMatchObject({ problem: { code: "Param.Place.NotExis" } });
});

it("is recorded in the journal, by its name only", async () => {
    const context = { ...host.context, trail: "user=tester operation=X place=disk" };
    await addPlace(context, { ...disk, location: join(host.folder, "disk"), password: "s3cr3t" });
    await removePlace(context, "disk");
    expect(host.ran.filter(({ name }) => name === "logger").map(({ args }) => args.at(-1)))
        .toEqual(Array(2).fill("user=tester operation=X place=disk result=ok"));
});
