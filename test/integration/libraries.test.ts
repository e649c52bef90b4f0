// SPDX-License-Identifier: LGPL-2.1-or-later
/** Libraries are added and removed on real files: the configuration, the folders, links; and two admins at once. */
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { createAppManager, type AppManager } from "../../src/api/appmanager";
import { ConfigurationError } from "../../src/apps/libraries/configuration";
import { changeLibraries } from "../../src/apps/libraries/configuration-file";
import { FakeMachine } from "../fakes/machine";

let host: FakeMachine;
let manager: AppManager;
let file = "";
beforeEach(() => {
    host = new FakeMachine();
    file = join(host.folder, "appmanage.json");
    host.addApp("built");
    manager = createAppManager(host.context);
});
afterEach(() => { host.remove(); });

/** A library of these apps, beside the one that ships. */
function made(folder: string, ...apps: string[]): string {
    for (const app of apps) {
        host.addApp(app);
        mkdirSync(join(host.folder, folder), { recursive: true });
        execFileSync("cp", ["-r", join(host.library, app), join(host.folder, folder, app)]);
        if (app !== "built")
            execFileSync("rm", ["-r", join(host.library, app)]);
    }
    return join(host.folder, folder);
}

const written = () => readFileSync(file, "utf8");
const recorded = () => host.ran.filter(({ name }) => name === "logger" || name === "-t").map(({ args }) => args.at(-1));

async function faultOf(path: string): Promise<string> {
    const before = host.listing();
    const check = await manager.checkLibrary(path);
    const added = await manager.addLibrary(path);
    expect(added).toEqual(check);
    expect(host.listing()).toEqual(before);
    return check.is === "bad" ? check.fault.is : check.is;
}

test("an added library is offered from, and a removed one is not; its folder stays", async () => {
    const folder = made("team", "blog", "built");
    expect(await manager.checkLibrary(`${folder}/`)).toEqual({ is: "good", find: {
        folder, isWithin: false, apps: 2, unreleased: 0, hidden: 0, displaced: 1, broken: 0,
    } });
    expect(existsSync(file)).toBe(false);
    await manager.addLibrary(`${folder}//./`);
    expect(JSON.parse(written())).toEqual({ libraries: [folder] });
    const { apps, libraries } = await manager.catalogue();
    expect(apps.map(app => app.folder).sort()).toEqual([`${folder}/blog`, `${folder}/built`]);
    expect(libraries.map(one => [one.folder, one.origin, one.exists, one.apps, one.hidden])).toEqual([
        [folder, "configured", true, 2, []],
        [`${host.paths.root}/library/apps`, "own", false, 0, []],
        ["/data/library/apps", "data", existsSync("/data/library/apps"), 0, []],
        [host.library, "shipped", true, 0, [{ name: "built", by: folder }]],
    ]);

    expect(await manager.removeLibrary(folder)).toBe(true);
    expect(JSON.parse(written())).toEqual({ libraries: [] });
    expect((await manager.catalogue()).apps.map(app => app.folder)).toEqual([join(host.library, "built")]);
    expect(readdirSync(folder)).toEqual(["blog", "built"]);
    expect(await manager.removeLibrary(folder)).toBe(false);
    expect(await manager.removeLibrary(host.library)).toBe(false);
});

test("the folder of a repository leads to the apps in it", async () => {
    const folder = made("repository/apps", "blog");
    const added = await manager.addLibrary(join(host.folder, "repository"));
    expect(added).toMatchObject({ is: "good", find: { folder, isWithin: true, apps: 1 } });
    expect(JSON.parse(written())).toEqual({ libraries: [folder] });
});

test("what can't be a library changes nothing", async () => {
    const folder = made("team", "blog");
    host.write("file", "");
    mkdirSync(join(host.folder, "empty"));
    host.write("broken/apps/half/variables.json", "{");
    mkdirSync(join(host.folder, "data/apps"), { recursive: true });
    execFileSync("cp", ["-r", join(folder, "blog"), join(host.folder, "data/apps/mine")]);
    symlinkSync(host.library, join(host.folder, "link"));
    expect(await faultOf("")).toBe("blank");
    expect(await faultOf("team")).toBe("not-absolute");
    expect(await faultOf(join(host.folder, "nowhere"))).toBe("missing");
    expect(await faultOf(join(host.folder, "file"))).toBe("no-folder");
    expect(await faultOf(join(host.folder, "empty"))).toBe("no-apps");
    expect(await faultOf(join(host.folder, "broken"))).toBe("only-broken");
    expect(await faultOf(join(folder, "blog"))).toBe("one-app");
    expect(await faultOf(host.library)).toBe("listed");
    expect(await faultOf(join(host.folder, "link"))).toBe("listed");
    expect(await faultOf(join(host.folder, "data/apps"))).toBe("installed-apps");
    expect(await faultOf(join(host.folder, "data"))).toBe("installed-apps");
    expect(await faultOf(join(host.folder, "-rf $(touch pwned)"))).toBe("missing");
    await manager.addLibrary(folder);
    expect(await faultOf(folder)).toBe("listed");
    expect(existsSync("pwned")).toBe(false);
});

test("whatever else is in the configuration stays, with its owner, its mode, and the link that it is", async () => {
    const folder = made("team", "blog");
    const real = host.write("elsewhere/real.json", "{\n  \"10\": [1, 2],\n  \"network\": \"shared\"\n}\n");
    chmodSync(real, 0o640);
    symlinkSync(real, file);
    await manager.addLibrary(folder);
    expect(written()).toBe(
        `{\n  "10": [1, 2],\n  "network": "shared",\n  "libraries": ["${folder}"]\n}\n`);
    expect(lstatSync(file).isSymbolicLink()).toBe(true);
    expect(statSync(real).mode & 0o777).toBe(0o640);
    expect(readdirSync(join(host.folder, "elsewhere"))).toEqual(["real.json"]);
});

test.each(["", "{", "[]", "{\"libraries\": \"/a\"}"])(
    "a configuration of %j is named and never overwritten", async content => {
        const folder = made("team", "blog");
        host.write("appmanage.json", content);
        await expect(manager.catalogue()).rejects.toThrow(ConfigurationError);
        await expect(manager.checkLibrary(folder)).rejects.toThrow(ConfigurationError);
        await expect(manager.addLibrary(folder)).rejects.toThrow(file);
        await expect(manager.removeLibrary(folder)).rejects.toThrow(file);
        expect(written()).toBe(content);
        expect(recorded()).toEqual([
            `user=tester operation=LibraryAdd library=${folder} result=SystemError`,
            `user=tester operation=LibraryRemove library=${folder} result=SystemError`,
        ]);
    });

test("bytes that are no text are no configuration, either", async () => {
    host.write("appmanage.json", new Uint8Array([...new TextEncoder().encode("{\"x\": \""), 0xff, 0x22, 0x7d]));
    await expect(manager.addLibrary(made("team", "blog"))).rejects.toThrow(ConfigurationError);
    expect(readFileSync(file).includes(0xff)).toBe(true);
});

test("admins who change it at once lose nothing of each other", async () => {
    const folders = Array.from({ length: 12 }, (_value, index) => made(`team${index}`, `blog${index}`));
    await manager.addLibrary(made("old", "oldapp"));
    const others = folders.map(() => createAppManager({ ...host.context }));
    await Promise.all([
        ...others.map((one, index) => one.addLibrary(folders[index] ?? "")),
        manager.removeLibrary(join(host.folder, "old")),
    ]);
    const { libraries } = JSON.parse(written()) as { libraries: string[] };
    expect([...libraries].sort()).toEqual([...folders].sort());
    expect(readdirSync(host.folder).filter(name => name.endsWith(".new"))).toEqual([]);
}, 60_000);

test("two who add the same one have it once", async () => {
    const folder = made("team", "blog");
    const answers = await Promise.all([manager.addLibrary(folder), createAppManager(host.context).addLibrary(folder)]);
    expect(answers.map(({ is }) => is).sort()).toEqual(["bad", "good"]);
    expect(JSON.parse(written())).toEqual({ libraries: [folder] });
});

test("a configuration that can't be written says why, and is whole", async () => {
    const folder = made("team", "blog");
    host.says.set("replace-configuration", { status: 1, stderr: "Read-only file system" });
    await expect(manager.addLibrary(folder)).rejects.toThrow("Read-only file system");
    expect(existsSync(file)).toBe(false);
});

test("every change is one record in the journal", async () => {
    const folder = made("team", "blog");
    await manager.checkLibrary(folder);
    await manager.addLibrary(`${folder}/`);
    await manager.addLibrary(folder);
    await manager.removeLibrary(folder);
    await manager.removeLibrary(folder);
    expect(recorded()).toEqual([
        `user=tester operation=LibraryAdd library=${folder} result=ok`,
        `user=tester operation=LibraryAdd library=${folder} result=listed`,
        `user=tester operation=LibraryRemove library=${folder} result=ok`,
        `user=tester operation=LibraryRemove library=${folder} result=not-listed`,
    ]);
});

test("nothing is written where nothing changes", async () => {
    host.write("appmanage.json", "{\"libraries\": []}");
    expect(await changeLibraries(host, file, () => undefined)).toBe(false);
    expect(host.ran.map(({ name }) => name)).toEqual(["read-text"]);
});
