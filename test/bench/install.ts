// SPDX-License-Identifier: LGPL-2.1-or-later
/** An installation against what compose alone takes for the same folder. */
import * as z from "zod";
import type { Bench } from "./bench-host";
import { countFigure, ratioFigure, timeFigure, type Figure } from "./figure";
import { pairShape } from "./inside";

const shape = z.object({ untilRunning: pairShape, answers: z.array(z.number()) });

export async function installFigures({ appliance, core, rounds }: Bench): Promise<Figure[]> {
    await appliance.sh("docker pull -q nginx:1.30.4");
    const { untilRunning, answers } = await core.measure(shape, "install", rounds, "nginx", "1.30.4");
    const readings = await core.measure(z.number(), "rounds", "nginx", "1.30.4");
    return [
        ratioFigure(
            "`AppInstall` of nginx until it runs, its image there", "`docker compose up -d --wait` in the same folder",
            untilRunning, 1.15),
        timeFigure("`AppInstall` until it answers, nothing queued", "", answers, 300),
        countFigure(
            "rounds \"read libraries, host, docker, compose\" from opening an app in the Store to the answer",
            "rounds", readings, 2),
    ];
}
