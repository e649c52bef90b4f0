// SPDX-License-Identifier: LGPL-2.1-or-later
import { join } from "node:path";
import type { Elsewhere } from "../../src/apps/paths";

/** All of it in a test's own folder. */
export function elsewhereIn(folder: string): Elsewhere {
    const [places = "", resticCache = "", units = "", systemd = ""] =
        ["places", "cache", "units", "systemd"].map(name => join(folder, name));
    return { places, resticCache, units, systemd };
}
