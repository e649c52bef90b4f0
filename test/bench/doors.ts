// SPDX-License-Identifier: LGPL-2.1-or-later
/** The command line and the HTTP interface, with a hundred apps. */
import * as z from "zod";
import type { Bench } from "./bench-host";
import { ratioFigure, timeFigure, type Figure } from "./figure";
import { pairShape } from "./inside";

const count = 100;

export async function doorFigures({ appliance, core, rounds }: Bench): Promise<Figure[]> {
    await appliance.sh("docker pull -q busybox:1.37");
    await core.measure(z.null(), "grow", 0, count);
    // A list asks more of what started in the last ten seconds.
    await new Promise(resolve => setTimeout(resolve, 11_000));
    return [
        ratioFigure(
            "`appmanage list`, 100 apps with 300 containers", "`docker ps -a`, then `node -e 0`",
            await core.measure(pairShape, "command", rounds, count), 1.5),
        ratioFigure(
            "`AppList` by HTTP, the service running", "`GET /containers/json?all=1` by the same client",
            await core.measure(pairShape, "http-warm", 2 * rounds, count), 1.5),
        timeFigure(
            "`AppList` by HTTP, the service started by it", "",
            await core.measure(z.array(z.number()), "http-cold", Math.ceil(rounds / 2), count), 1000),
    ];
}
