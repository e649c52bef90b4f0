// SPDX-License-Identifier: LGPL-2.1-or-later
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { FakeMachine } from "../../test/fakes/machine";
import { readSetting, readSettings, settingsOf } from "./app-settings";

const valuesOf = (env: string) =>
    Object.fromEntries(settingsOf({ env, variables: "" }).map(({ key, value }) => [key, value]));

describe("settingsOf", () => {
    it("tells choices from the rest, in the file's order, with the library's labels", () => {
        const env = "W9_ID='blog'\nW9_HTTP_PORT_SET='9001'\nW9_TITLE_SET=\"Hello you\"\nSSH_PORT_SET=22\n";
        const variables = JSON.stringify({ settings: {
            W9_HTTP_PORT_SET: { en: "Web port", zh_CN: "网页端口" }, W9_TITLE_SET: "Title", SSH_PORT_SET: 7,
        } });
        expect(settingsOf({ env, variables })).toEqual([
            { key: "W9_ID", label: undefined, value: "blog", isChoice: false },
            { key: "W9_HTTP_PORT_SET", label: { en: "Web port", zh_CN: "网页端口" }, value: "9001", isChoice: true },
            { key: "W9_TITLE_SET", label: { en: "Title" }, value: "Hello you", isChoice: true },
            { key: "SSH_PORT_SET", label: undefined, value: "22", isChoice: true },
        ]);
    });

    it.each([
        "", "{", "[]", "null", "{\"settings\": []}", "{\"settings\": {\"W9_ID\": null}}",
    ])("does without labels: %j", variables => {
        expect(settingsOf({ env: "W9_ID=a\n", variables })).toEqual(
            [{ key: "W9_ID", label: undefined, value: "a", isChoice: false }]);
    });

    it.each([
        "W9_POWER_PASSWORD", "W9_RCODE", "SSO_GIT_OAUTH2_CLIENT_SECRET", "TOKEN", "W9_BW_INSTALLATION_KEY_SET", "API_KEYS",
        "DB_PASS", "db_passwd", "MYSQL_PWD", "HASH_SALT", "KEY",
    ])("gives no value of %s", key => {
        expect(valuesOf(`${key}='Kw7-x'`)).toEqual({ [key]: null });
    });

    it.each(["W9_LOGIN_USER", "KEYCLOAK_HOST", "MONKEY", "W9_TITLE_SET"])("takes %s for no secret", key => {
        expect(valuesOf(`${key}='Kw7-x'`)).toEqual({ [key]: "Kw7-x" });
    });

    it("gives no value in which a secret stands", () => {
        expect(valuesOf([
            "DB_PASSWORD=Kw7-example", "DSN='host=db;auth=Kw7-example'", "OTHER=Kw7", "A=postgres://u:pw@db/x",
            "B=postgres://u:$DB_PASSWORD@db/x", "C=http://host:80/a@b",
        ].join("\n"))).toEqual({
            DB_PASSWORD: null, DSN: null, OTHER: "Kw7", A: null, B: "postgres://u:$DB_PASSWORD@db/x", C: "http://host:80/a@b",
        });
    });

    it("shows where a secret comes from, and that one is empty", () => {
        expect(valuesOf("W9_LOGIN_PASSWORD=$W9_POWER_PASSWORD\nDB_PASSWORD=${W9_RCODE}\nX_TOKEN=\nY_TOKEN='$W9_A'\n")).toEqual({
            W9_LOGIN_PASSWORD: "$W9_POWER_PASSWORD", DB_PASSWORD: "${W9_RCODE}", X_TOKEN: "", Y_TOKEN: null,
        });
    });

    it("takes the last of several values, as compose does", () => {
        expect(valuesOf("A=1\nB=2\nA=3\n")).toEqual({ A: "3", B: "2" });
    });

    it("takes names of the language's own for names", () => {
        expect(valuesOf("__proto__=1\nconstructor=2\n").constructor).toBe("2");
    });
});

describe("reading", () => {
    let machine: FakeMachine;
    const folder = () => machine.paths.app("blog");

    beforeEach(() => {
        machine = new FakeMachine();
    });
    afterEach(() => machine.remove());

    it("reads the app's own copy", async () => {
        machine.write("data/apps/blog/.env", "W9_TITLE_SET='日本 <b>'\nW9_POWER_PASSWORD='a b'\n");
        machine.write("data/apps/blog/variables.json", "{\"settings\": {\"W9_TITLE_SET\": \"Title\"}}");
        expect(await readSettings(machine, folder())).toEqual([
            { key: "W9_TITLE_SET", label: { en: "Title" }, value: "日本 <b>", isChoice: true },
            { key: "W9_POWER_PASSWORD", label: undefined, value: null, isChoice: false },
        ]);
        expect(await readSetting(machine, folder(), "W9_POWER_PASSWORD")).toBe("a b");
        expect(await readSetting(machine, folder(), "W9_NONE")).toBe("");
    });

    it("does without variables.json, and says when there is no .env", async () => {
        machine.write("data/apps/blog/.env", "A=1\n");
        expect(await readSettings(machine, folder())).toHaveLength(1);
        await expect(readSettings(machine, machine.paths.app("none"))).rejects.toThrow("none");
    });

    it("follows no link that a container may have put there", async () => {
        machine.write("secret", "ROOT=x\n");
        machine.write("data/apps/blog/docker-compose.yml", "");
        symlinkSync(join(machine.folder, "secret"), join(folder(), ".env"));
        await expect(readSettings(machine, folder())).rejects.toThrow("no such file");
    });
});
