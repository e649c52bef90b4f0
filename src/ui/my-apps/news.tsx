// SPDX-License-Identifier: LGPL-2.1-or-later
/** What the server has found out while nobody was there to see it. */
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
