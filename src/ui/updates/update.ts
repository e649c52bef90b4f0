// SPDX-License-Identifier: LGPL-2.1-or-later
import type { AppOverview } from "../../apps/status/overview";

/** An app that can get a newer version. */
export interface Update {
    app: AppOverview;
    /** The new one. */
    version: string;
}
