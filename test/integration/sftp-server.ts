// SPDX-License-Identifier: LGPL-2.1-or-later
/** An SFTP server of a test's own, for the user who runs the test. */
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stopProcess } from "./stop-process";
import { freePort } from "./world";

export class SftpServer {
    readonly folder = mkdtempSync(join(tmpdir(), "appmanage-sftp-"));
    port = 0;
    #process: ChildProcess | undefined;

    async start() {
        this.port ||= await freePort();
        this.renewHostKey();
        this.allow("");
        const settings = [
            `HostKey ${this.folder}/host_key`, `AuthorizedKeysFile ${this.folder}/allowed`, "StrictModes no", "UsePAM no",
            "PasswordAuthentication no", "KbdInteractiveAuthentication no", "PermitRootLogin prohibit-password",
            "ListenAddress 127.0.0.1", "PidFile none", "Subsystem sftp internal-sftp",
        ];
        writeFileSync(join(this.folder, "config"), settings.map(line => `${line}\n`).join(""));
        // Where sshd keeps the processes that know no user yet.
        mkdirSync("/run/sshd", { recursive: true, mode: 0o755 });
        this.#process = spawn("/usr/sbin/sshd", ["-D", "-e", "-f", join(this.folder, "config"), "-p", String(this.port)]);
        const log = this.#process.stderr;
        if (log)
            await once(log, "data");
        log?.resume();
    }

    renewHostKey() {
        rmSync(join(this.folder, "host_key"), { force: true });
        execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", join(this.folder, "host_key")]);
    }

    /** Public keys, a line each. */
    allow(keys: string) {
        writeFileSync(join(this.folder, "allowed"), keys);
    }

    async stop() {
        await stopProcess(this.#process);
        this.#process = undefined;
    }

    async end() {
        await this.stop();
        rmSync(this.folder, { recursive: true, force: true });
    }
}
