// SPDX-License-Identifier: LGPL-2.1-or-later
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const read = name => readFileSync(join(process.cwd(), "packaging", name), "utf8");

describe("make dist", () => {
    const clone = mkdtempSync(join(tmpdir(), "dist-"));
    afterAll(() => rmSync(clone, { recursive: true }));

    const make = () => spawnSync("make", ["dist"], { cwd: clone, encoding: "utf8", env: { PATH: process.env.PATH } });

    test("refuses what is not committed, and names it", () => {
        cpSync("Makefile", join(clone, "Makefile"));
        spawnSync("git", ["init", "--quiet"], { cwd: clone });
        const { status, stdout, stderr } = make();
        expect(status).toBe(2);
        expect(stderr).toContain("?? Makefile\nThe tarball is made of what is committed:");
        expect(stdout).toBe("");
    });

    test("refuses a folder that is no repository", () => {
        rmSync(join(clone, ".git"), { recursive: true });
        const { status, stdout } = make();
        expect(status).toBe(2);
        expect(stdout).toBe("");
    });
});

describe("appmanage-resume.service", () => {
    const settings = new Map([...read("appmanage-resume.service.in").matchAll(/^(\w+)=(.*)$/gm)].map(([, key, value]) => [key, value]));

    test.each([
        "LockPersonality", "MemoryDenyWriteExecute", "NoNewPrivileges", "PrivateDevices", "PrivateNetwork", "PrivateTmp",
        "ProtectClock", "ProtectControlGroups", "ProtectHostname", "ProtectKernelLogs", "ProtectKernelModules",
        "ProtectKernelTunables", "RestrictNamespaces", "RestrictRealtime", "RestrictSUIDSGID",
    ])("has %s", setting => {
        expect(settings.get(setting)).toBe("yes");
    });

    test("keeps what resume.sh needs: root, processes of others, the sockets, its data, also in /home", () => {
        for (const setting of ["User", "DynamicUser", "PrivateUsers", "ProtectProc", "ProcSubset", "InaccessiblePaths"])
            expect([setting, settings.has(setting)]).toEqual([setting, false]);
        expect(settings.get("CapabilityBoundingSet").split(" ").sort())
            .toEqual(["CAP_DAC_READ_SEARCH", "CAP_KILL", "CAP_SYS_PTRACE"]);
        expect(settings.get("RestrictAddressFamilies")).toBe("AF_UNIX");
        expect(settings.get("ProtectHome")).toBe("read-only");
        expect(settings.get("ReadWritePaths")).toBe("-/var/lib/appmanage");
    });
});

describe("debian/copyright", () => {
    test("has the text of every license that it names; the build adds the last one's", () => {
        const text = read("debian/copyright.in");
        const named = [...text.matchAll(/^License: (.*)$/gm)].flatMap(([, names]) => names.split(" and "));
        const texts = [...text.matchAll(/^License: (.*)\n /gm)].map(([, name]) => name);
        const added = /\nLicense: (.*)\n$/.exec(text)?.[1];
        expect(added).toBe("CC-BY-4.0");
        expect([...new Set(named)].sort()).toEqual([...texts, added].sort());
    });
});
