// SPDX-License-Identifier: LGPL-2.1-or-later
/** What timers have found or failed to do since the page was last open. */
import type { AppOverview } from "../../apps/status/overview";
import { FailedSchedules } from "./failed-schedules";
import { MovedTags } from "./moved-tags";

export function News({ apps }: { apps: readonly AppOverview[] }) {
    return (
        <>
            <FailedSchedules />
            <MovedTags apps={apps} />
        </>
    );
}
