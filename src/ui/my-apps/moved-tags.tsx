// SPDX-License-Identifier: LGPL-2.1-or-later
/** Apps that the last check has found new images for: it may have been the daily one. */
import cockpit from "cockpit";
import { useCallback } from "react";
import type { AppOverview } from "../../apps/status/overview";
import { askImages } from "../app/image-answers";
import { usePage } from "../page/page-context";
import { Notice } from "../parts/notice";
import { useReading } from "../parts/use-reading";
import { hrefOf } from "../route";
import { list } from "../words/quantity";

const _ = cockpit.gettext;

export function MovedTags({ apps }: { apps: readonly AppOverview[] }) {
    const { manager } = usePage();
    const reading = useReading(useCallback(() => askImages(manager), [manager]));
    if (reading.is !== "read" || "Code" in reading.value)
        return null;
    const moved = new Set(reading.value.images.filter(({ outcome }) => outcome === "moved").map(({ app_id: id }) => id));
    const names = apps.filter(({ record }) => moved.has(record.app_id)).map(({ record }) => record.customer_name);
    return names.length > 0 && (
        <Notice variant="info" title={cockpit.format(_("There are new images for $0"), list(names))}>
            <a href={hrefOf({ view: "updates" })}>{_("Show updates")}</a>
        </Notice>
    );
}
