// SPDX-License-Identifier: LGPL-2.1-or-later
/** restic's own REST server, for one user. */
import { spawn, type ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stopProcess } from "./stop-process";
import { freePort } from "./world";

export class RestServer {
    port = 0;
    readonly #folder = mkdtempSync(join(tmpdir(), "appmanage-rest-"));
    #process: ChildProcess | undefined;

    constructor(user: string, password: string) {
        const digest = createHash("sha1").update(password).digest("base64");
        writeFileSync(join(this.#folder, "users"), `${user}:{SHA}${digest}\n`);
    }

    async start() {
        this.port ||= await freePort();
        this.#process = spawn("restic-rest-server", [
            "--path", join(this.#folder, "data"), "--htpasswd-file", join(this.#folder, "users"),
            "--listen", `127.0.0.1:${this.port}`,
        ]);
        for (let tries = 0; !await this.#answers(); tries++) {
            if (tries === 100)
                throw new Error("restic-rest-server did not start");
            await new Promise(resolve => { setTimeout(resolve, 50); });
        }
    }

    #answers(): Promise<boolean> {
        return fetch(`http://127.0.0.1:${this.port}/`).then(() => true, () => false);
    }

    /** Paths of what it keeps. */
    files(): string[] {
        return readdirSync(join(this.#folder, "data"), { recursive: true, encoding: "utf8" });
    }

    async stop() {
        await stopProcess(this.#process);
        this.#process = undefined;
    }

    async end() {
        await this.stop();
        rmSync(this.#folder, { recursive: true, force: true });
    }
}
