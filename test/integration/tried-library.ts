// SPDX-License-Identifier: LGPL-2.1-or-later
/** A library whose apps are tried as for an installation on an empty host. Needs docker's compose command, no engine. */
import { accessOf } from "../../src/apps/access";
import { addressed } from "../../src/apps/address";
import type { Host } from "../../src/apps/host/host";
import { prepareInstall, type Prepared } from "../../src/apps/install/prepare";
import { placeholderSecrets } from "../../src/apps/install/secret";
import { findApp } from "../../src/library/folder";
import { readCatalogue, type Catalogue } from "../../src/library/library";
import { nodeMachine } from "../../src/machine/node";
import { faultsOfAccess } from "../library/access-faults";
import { hostName, on } from "../library/empty-host";
import { MadeLibrary } from "../library/made-library";

export const machine = nodeMachine();

export class TriedLibrary extends MadeLibrary {
    constructor(readonly host: Host) {
        super();
    }

    /** Nothing of it is broken. */
    async catalogue(): Promise<Catalogue> {
        const catalogue = await readCatalogue(machine, [this.folder]);
        expect(catalogue.broken).toEqual([]);
        return catalogue;
    }

    async prepared(
        name: string, settings: Record<string, string> = {}, version = "1.0", around = on(this.host),
    ): Promise<Prepared> {
        await this.catalogue();
        const app = await findApp(machine, [this.folder], name);
        if (!app)
            throw new Error(`${name} is not there`);
        return prepareInstall(machine, app, { id: "blog", version, settings, secrets: placeholderSecrets }, around);
    }

    /** Nothing is wrong with it; how it is reached. */
    async installed(name: string, settings: Record<string, string> = {}, version = "1.0") {
        const result = await this.prepared(name, settings, version);
        expect(result.checks.filter(({ level }) => level === "stop")).toEqual([]);
        if (!result.resolved)
            throw new Error("not resolved");
        const access = addressed(accessOf(result.resolved, result.plan.ports), hostName);
        expect(await faultsOfAccess(machine, { id: "blog", version, plan: result.plan, access })).toEqual([]);
        return { ...result, config: result.resolved.config, access };
    }
}
