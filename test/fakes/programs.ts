// SPDX-License-Identifier: LGPL-2.1-or-later
/** Programs of a test's own, which are found before those of the host. */
import {
    chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export class FakePrograms {
    readonly folder = mkdtempSync(join(tmpdir(), "appmanage-programs-"));
    readonly #path = process.env.PATH ?? "";

    constructor() {
        process.env.PATH = `${this.folder}:${this.#path}`;
    }

    /** `script` of sh runs after the program has recorded its arguments. */
    add(name: string, script = "") {
        const file = join(this.folder, name);
        mkdirSync(this.folder, { recursive: true });
        writeFileSync(file, `#!/bin/sh\nprintf '%s\\n' "$*" >>'${file}.ran'\n${script}\n`);
        chmodSync(file, 0o755);
    }

    /** As if the host had no such program. */
    hide(name: string) {
        const rest = join(this.folder, "rest");
        mkdirSync(rest);
        for (const folder of this.#path.split(":").filter(existsSync)) {
            for (const program of readdirSync(folder).filter(one => one !== name && !existsSync(join(rest, one))))
                symlinkSync(join(folder, program), join(rest, program));
        }
        rmSync(join(this.folder, name), { force: true });
        process.env.PATH = `${this.folder}:${rest}`;
    }

    /** The arguments of each run, joined by blanks. */
    ran(name: string): string[] {
        const file = join(this.folder, `${name}.ran`);
        return existsSync(file) ? readFileSync(file, "utf8").trimEnd().split("\n") : [];
    }

    forget(name: string) {
        rmSync(join(this.folder, `${name}.ran`), { force: true });
    }

    remove() {
        process.env.PATH = this.#path;
        rmSync(this.folder, { recursive: true, force: true });
    }
}
