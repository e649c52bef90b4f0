// SPDX-License-Identifier: LGPL-2.1-or-later
/** The core on the appliance as Node sees it. */
import type { Context } from "../../../src/apps/context";
import { configurationFile, dataFolder, pathsBelow } from "../../../src/apps/paths";
import { nodeMachine } from "../../../src/machine/node";

export const machine = nodeMachine();
export const shippedLibrary = "/usr/share/cockpit/appmanage/library/apps";

export function context(): Context {
    return {
        machine,
        user: "bench",
        paths: pathsBelow(dataFolder),
        configurationFile,
        shippedLibraries: [shippedLibrary],
        hostName: "appliance",
    };
}

/** What a program prints; rejects where it fails. */
export async function output(...argv: [string, ...string[]]): Promise<string> {
    const { status, stdout, stderr } = await machine.run(argv);
    if (status !== 0)
        throw new Error(`${argv.join(" ")}: ${status} ${stderr}`);
    return stdout;
}
