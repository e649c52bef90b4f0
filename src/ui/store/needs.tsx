// SPDX-License-Identifier: LGPL-2.1-or-later
/** What an app needs beside what this host has, and what it would be allowed to do. */
import cockpit from "cockpit";
import { useCallback } from "react";
import type { Check } from "../../apps/install/check";
import type { AppDefinition } from "../../library/definition";
import { CheckList } from "../install/check-list";
import { usePage } from "../page-context";
import { capacity, number } from "../quantity";
import { useReading } from "../use-reading";

export function Needs({ app }: { app: AppDefinition }) {
    const checks = useFirstCheck(app);
    if (checks === undefined || checks.length === 0)
        return <>{needsText(app)}</>;
    return <CheckList checks={checks} />;
}

function needsText({ requirements: { cpu, memory, disk } }: AppDefinition): string {
    return [
        cockpit.format(cockpit.ngettext("$0 CPU", "$0 CPUs", cpu), number(cpu)),
        cockpit.format(cockpit.gettext("$0 of memory"), capacity(memory)),
        cockpit.format(cockpit.gettext("$0 of disk"), capacity(disk)),
    ].join(", ");
}

/** The checks that no field of the form can change; undefined until they are there, or where they can't be made. */
function useFirstCheck(app: AppDefinition): Check[] | undefined {
    const { manager } = usePage();
    const checks = useReading(useCallback(async () => {
        const draft = await manager.draft(app.name);
        const all = await manager.check({
            app_name: app.name,
            customer_app_name: draft.name,
            app_version: draft.versions[0] ?? "",
            settings: Object.fromEntries(draft.settings.map(({ key, value }) => [key, value])),
        });
        return all.filter(check => check.field === undefined);
    }, [manager, app]));
    // Without the check the plain numbers stand there; installing asks again and says what is wrong.
    return checks.is === "read" ? checks.value : undefined;
}
