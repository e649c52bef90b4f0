// SPDX-License-Identifier: LGPL-2.1-or-later
/** Everything that a cell needs: an appliance without apps, the app to install, a page, and a registry to spoil. */
import { execFileSync } from "node:child_process";
import { openAppliance } from "./appliance";
import { bringLibrary, contextIn } from "./apps";
import { bringPage } from "./page";
import type { World } from "./phases";
import { openRegistry } from "./registry";

export interface OpenWorld extends World {
    close(): Promise<void>;
}

export async function openWorld(root: string): Promise<OpenWorld> {
    const appliance = openAppliance(root);
    await appliance.script("reset");
    await bringLibrary(appliance, execFileSync("tar", ["-C", `${root}/test/faults/library/apps`, "-c", "."]));
    await bringPage(appliance);
    const registry = await openRegistry(root, appliance);
    return {
        appliance, registry, context: contextIn(appliance),
        close: async () => {
            await appliance.script("reset");
            await registry.close();
        },
    };
}
