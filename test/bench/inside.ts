// SPDX-License-Identifier: LGPL-2.1-or-later
/** The core under Node within the appliance, where docker and the apps are: Node and the bundle are brought in. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import * as z from "zod";
import type { Appliance } from "../faults/appliance";

export interface Core {
    measure<T>(shape: z.ZodType<T>, command: string, ...args: (string | number)[]): Promise<T>;
}

export const pairShape = z.object({ subject: z.array(z.number()), reference: z.array(z.number()) });

const folder = "/usr/local/lib/appmanage-bench";

export async function bringCore(appliance: Appliance): Promise<Core> {
    await appliance.sh("mkdir -p \"$1\"", folder);
    const { container } = appliance.state();
    for (const file of [process.execPath, join(import.meta.dirname, "inside.mjs")])
        execFileSync("docker", ["cp", "-q", "-L", file, `${container}:${folder}/`]);
    return {
        async measure(shape, command, ...args) {
            const { status, stdout, stderr } = await appliance.machine.run(
                [`${folder}/node`, `${folder}/inside.mjs`, command, ...args.map(String)]);
            if (status !== 0)
                throw new Error(`${command}: ${stderr}`);
            return shape.parse(JSON.parse(stdout));
        },
    };
}
