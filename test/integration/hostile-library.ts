// SPDX-License-Identifier: LGPL-2.1-or-later
/** A library with one good app, and malicious ones next to it. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Host } from "../../src/apps/host/host";
import type { Check } from "../../src/apps/install/check";
import { readCatalogue, type Catalogue } from "../../src/library/library";
import { machine, TriedLibrary } from "./tried-library";

const words = "TOKEN=of-somebody-else\n";

export class HostileLibrary extends TriedLibrary {
    /** A file outside the library. */
    readonly secret = join(this.outside, "secret");

    constructor(host: Host) {
        super(host);
        this.add("good");
        writeFileSync(this.secret, words);
    }

    /** None of them keeps the good one from the store. */
    override async catalogue(): Promise<Catalogue> {
        const catalogue = await readCatalogue(machine, [this.folder]);
        expect(catalogue.apps.map(({ name }) => name)).toContain("good");
        return catalogue;
    }

    async checksOf(name: string): Promise<Check[]> {
        const { checks } = await this.prepared(name);
        return checks.filter(({ level }) => level !== "ok");
    }

    /** Shell words in names and values have done nothing, and the file outside the library is unchanged. */
    expectUnharmed() {
        expect(existsSync(join(this.outside, "pwned"))).toBe(false);
        expect(existsSync("pwned")).toBe(false);
        expect(readFileSync(this.secret, "utf8")).toBe(words);
    }
}
