// SPDX-License-Identifier: LGPL-2.1-or-later
/** What every group of measurements works with. */
import type { Appliance } from "../faults/appliance";
import type { BenchBrowser } from "./browser";
import type { Core } from "./inside";

export interface Bench {
    /** Of the repository. */
    root: string;
    appliance: Appliance;
    /** Samples of each measurement. */
    rounds: number;
    /** The core under Node, within the appliance. */
    core: Core;
    /** A browser with a user logged in. */
    open(): Promise<BenchBrowser>;
}
