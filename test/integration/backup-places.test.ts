// SPDX-License-Identifier: LGPL-2.1-or-later
/** Places for backups with a real restic: local folders, and a server for SFTP. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { addedPlace, placeState } from "../../src/api/backup-schemas";
import { RestServer } from "./rest-server";
import { SftpServer } from "./sftp-server";
import { World } from "./world";

jest.setTimeout(120_000);

let world: World;
beforeEach(() => { world = new World("places"); });
afterEach(() => world.end());

const folder = (name: string) => join(world.folder, name);
const add = (place: string, location: string, more: object = {}) =>
    world.ask("BackupPlaceAdd", { place, kind: "local", location, ...more });
const list = async () => z.array(z.strictObject(placeState.shape)).parse(await world.ok("BackupPlaceList", {}));

/** With the password of the place. */
function restic(place: string, ...words: string[]) {
    const at = join(world.paths.places, place);
    return execFileSync("restic", [
        "--repository-file", join(at, "repository"), "--password-file", join(at, "password"), "--no-cache", ...words,
    ], { encoding: "utf8" });
}

test("a new repository gets a password, which is answered once and kept where only root reads it", async () => {
    expect(await list()).toEqual([]);
    const { password } = addedPlace.parse((await add("disk", folder("disk"))).data);
    expect(password).toMatch(/^([a-z2-9]{4}-){7}[a-z2-9]{4}$/);
    const at = join(world.paths.places, "disk");
    expect(readFileSync(join(at, "password"), "utf8")).toBe(`${password}\n`);
    expect([world.paths.places, at].map(path => statSync(path).mode & 0o777)).toEqual([0o700, 0o700]);
    expect(readdirSync(at).sort()).toEqual(["password", "place.json", "repository"]);
    for (const file of readdirSync(at))
        expect([file, statSync(join(at, file)).mode & 0o777]).toEqual([file, 0o600]);
    expect(readdirSync(world.paths.places)).toEqual(["disk"]);
    expect(await list()).toEqual([{
        place: "disk", kind: "local", location: folder("disk"), reachable: true, problem: null,
        size: expect.any(Number) as unknown, last_success: null,
    }]);
});

test("tells of the newest backup of its own, and of no other snapshot", async () => {
    await add("disk", folder("disk"));
    writeFileSync(folder("file"), "x".repeat(5000));
    const tags = "appmanage,app:blog,name:web,version:1.0,reason:manual,bytes:5000";
    restic("disk", "backup", "--tag", tags, "--time", "2026-01-02 03:04:05", folder("file"));
    restic("disk", "backup", "--tag", "other", folder("file"));
    const [place] = await list();
    expect(new Date(place?.last_success ?? "").getUTCFullYear()).toBe(2026);
    expect(place?.last_success).toMatch(/^2026-01-0[123]T/);
    expect(place?.size).toBeGreaterThan(100);
});

test("an existing repository needs its password", async () => {
    const { password } = addedPlace.parse((await add("one", folder("disk"))).data);
    expect((await add("two", folder("disk"))).error).toMatchObject({
        Code: "Backup.WrongPassword", Detail: "There is a repository at this place already: enter its password.",
    });
    const wrong = await add("two", folder("disk"), { password: "not this" });
    expect(wrong.error).toMatchObject({ Code: "Backup.WrongPassword", Detail: "Fatal: wrong password or no key found" });
    expect(readdirSync(world.paths.places)).toEqual(["one"]);
    expect((await add("two", folder("disk"), { password })).data).toEqual({ place: "two" });
    expect((await add("three", folder("new"), { password: "chosen" })).data).toEqual({ place: "three" });
    expect(restic("three", "snapshots", "--json")).toBe("[]\n");
});

test("of two who add a place of the same name one gets it", async () => {
    const answers = await Promise.all(["a", "b", "c"].map(name => add("disk", folder(name))));
    expect(answers.map(({ error }) => error?.Code).sort()).toEqual(["Param.Place.Repeat", "Param.Place.Repeat", undefined]);
    const taken = JSON.parse(readFileSync(join(world.paths.places, "disk", "place.json"), "utf8")) as { location: string };
    expect(restic("disk", "snapshots", "--json")).toBe("[]\n");
    expect(taken.location).toBe(readFileSync(join(world.paths.places, "disk", "repository"), "utf8").trim());
    expect((await add("disk", folder("d"))).error?.Code).toBe("Param.Place.Repeat");
    expect(existsSync(folder("d"))).toBe(false);
    expect(readdirSync(world.paths.places)).toEqual(["disk"]);
});

test("says what is wrong with a folder, and leaves it as it is", async () => {
    mkdirSync(folder("full"));
    writeFileSync(folder("full/letter"), "");
    mkdirSync(world.paths.root, { recursive: true });
    symlinkSync(world.paths.root, folder("link"));
    mkdirSync(folder("readonly"));
    execFileSync("mount", ["-t", "tmpfs", "-o", "ro", "none", folder("readonly")]);
    const refusals: [string, string][] = [
        [folder("full"), "location: the folder is not empty, and has no repository of restic"],
        [folder("nowhere/disk"), "location: the folder above it does not exist. Create it, or mount the disk"],
        [folder("full/letter"), "location: is not a folder"],
        [folder("readonly/disk"), "location: can't be written to"],
        [folder("link/disk"), "location: is inside of the folder that is backed up"],
    ];
    try {
        for (const [location, detail] of refusals)
            expect((await add("disk", location)).error).toMatchObject({ Code: "Param.Place.FormatError", Detail: detail });
    } finally {
        execFileSync("umount", [folder("readonly")]);
    }
    expect(readdirSync(folder("full"))).toEqual(["letter"]);
    expect(readdirSync(world.paths.places)).toEqual([]);
});

test("one place that can't be reached does not hide the others, and its credentials are not shown", async () => {
    await add("disk", folder("disk"));
    await add("gone", folder("gone"));
    execFileSync("rm", ["-r", folder("gone")]);
    const refused = await world.ask("BackupPlaceAdd", {
        place: "nas", kind: "rest", location: "http://127.0.0.1:1/", user: "joe", secret: "s3cr3t", password: "pass",
    });
    expect(refused.error?.Code).toBe("Backup.Unreachable");
    expect(refused.error?.Detail).toContain("connection refused");
    expect(JSON.stringify(refused)).not.toMatch(/joe|s3cr3t/);
    expect((await list()).map(({ place, reachable, problem }) => [place, reachable, problem?.code])).toEqual([
        ["disk", true, undefined], ["gone", false, "Backup.NoRepository"],
    ]);
});

test("is forgotten, and its backups stay", async () => {
    await add("disk", folder("disk"));
    expect(await world.ok("BackupPlaceRemove", { place: "disk" })).toEqual({ place: "disk" });
    expect(readdirSync(world.paths.places)).toEqual([]);
    expect(existsSync(folder("disk/config"))).toBe(true);
    expect((await world.ask("BackupPlaceRemove", { place: "disk" })).error?.Code).toBe("Param.Place.NotExis");
    expect((await world.ask("BackupPlaceRemove", { place: "../data" })).error?.Code).toBe("Param.Place.NotExis");
});

describe("over SFTP", () => {
    let server: SftpServer;
    beforeEach(async () => {
        server = new SftpServer();
        await server.start();
    });
    afterEach(() => server.end());

    const addRemote = () => world.ask("BackupPlaceAdd", {
        place: "nas", kind: "sftp", location: `sftp://${userInfo().username}@127.0.0.1:${server.port}${server.folder}/repository`,
    });

    test("an admin allows the key that the refusal shows; the server is recognized by its key from then on", async () => {
        const refused = await addRemote();
        expect(refused.error?.Code).toBe("Backup.Unreachable");
        expect(refused.error?.Detail).toContain("Permission denied (publickey)");
        const key = /^ssh-ed25519 .*$/m.exec(refused.error?.Detail ?? "")?.[0] ?? "";
        expect(readdirSync(world.paths.places).sort()).toEqual(["ssh_key", "ssh_key.pub"]);
        server.allow(`${key}\n`);
        expect(addedPlace.parse((await addRemote()).data).place).toBe("nas");
        expect(existsSync(join(server.folder, "repository", "config"))).toBe(true);
        expect(readdirSync(join(world.paths.places, "nas")).sort())
            .toEqual(["known_hosts", "password", "place.json", "repository", "ssh"]);
        expect(await list()).toMatchObject([{ place: "nas", reachable: true, size: expect.any(Number) as unknown }]);

        await server.stop();
        server.renewHostKey();
        await server.start();
        server.allow(`${key}\n`);
        expect(await list()).toMatchObject([{ place: "nas", reachable: false, problem: { code: "Backup.Unreachable" } }]);
        await server.stop();
        expect(await list()).toMatchObject([{ place: "nas", reachable: false, problem: { code: "Backup.Unreachable" } }]);
    });
});

describe("at a REST server", () => {
    const [user, secret] = ["joe@office", "p:ä/@s s%41?#"];
    let server: RestServer;
    beforeEach(async () => {
        server = new RestServer(user, secret);
        await server.start();
    });
    afterEach(() => server.end());

    const addRemote = (credentials: object) => world.ask("BackupPlaceAdd", {
        place: "nas", kind: "rest", location: `http://127.0.0.1:${server.port}/repository`, ...credentials,
    });

    test("needs its credentials, which are nowhere but with the place", async () => {
        for (const credentials of [{}, { user, secret: "other" }, { user: "other", secret }]) {
            const refused = await addRemote(credentials);
            expect(refused.error?.Code).toBe("Backup.Unreachable");
            expect(refused.error?.Detail).toMatch(/401|Unauthorized/);
        }
        expect(readdirSync(world.paths.places)).toEqual([]);
        expect(addedPlace.parse((await addRemote({ user, secret })).data)).toMatchObject({
            place: "nas", password: expect.any(String) as unknown,
        });
        expect(server.files()).toContain("repository/config");
        const places = await list();
        expect(places).toMatchObject([{
            place: "nas", location: `http://127.0.0.1:${server.port}/repository`, reachable: true,
            size: expect.any(Number) as unknown,
        }]);
        expect(JSON.stringify(places)).not.toContain(user);

        await server.stop();
        const [gone] = await list();
        expect(gone).toMatchObject({ reachable: false, problem: { code: "Backup.Unreachable" } });
        expect(JSON.stringify(gone)).not.toMatch(/joe|s%20s|s s%41/);
    });
});
