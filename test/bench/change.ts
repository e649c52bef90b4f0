// SPDX-License-Identifier: LGPL-2.1-or-later
/** How long an app is away while its version changes, and how long it takes to go back. */
import * as z from "zod";
import type { Bench } from "./bench-host";
import { ratioFigure, timeFigure, type Figure } from "./figure";
import { pairShape } from "./inside";
import { median } from "./statistics";

const shape = z.object({ downtime: pairShape, undo: pairShape });
const [former, next] = ["1.28.3", "1.30.4"];

export async function changeFigures({ appliance, core, rounds }: Bench): Promise<Figure[]> {
    await appliance.sh("for tag; do docker pull -q \"nginx:$tag\"; done", former, next);
    // Each round takes the 15 seconds for which a new version is watched.
    const { downtime, undo } = await core.measure(shape, "change", Math.ceil(rounds / 4), "nginx", former, next);
    const bare = median(downtime.reference);
    return [
        timeFigure(
            "`AppUpdate` of nginx from the stop until it is ready, beyond the reference",
            "`docker compose up -d --wait` with the new version", downtime.subject.map(took => took - bare), 5000),
        ratioFigure("`AppRollback` of nginx", "`AppStart`", undo, 2),
    ];
}
