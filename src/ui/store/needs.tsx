// SPDX-License-Identifier: LGPL-2.1-or-later
/** What an app needs, compared with what this host has, and what it would be allowed to do. */
import cockpit from "cockpit";
import type { InstallDraft } from "../../apps/install/check";
import type { AppDefinition } from "../../library/definition";
import type { Reading } from "../parts/use-reading";
import { capacity, number } from "../words/quantity";
import { CheckList } from "./install/check-list";

/** The checks that no field of the form can change; the plain numbers until they are there, or where they can't be made. */
export function Needs({ app, draft }: { app: AppDefinition, draft: Reading<InstallDraft> }) {
    const checks = draft.is === "read" ? draft.value.checks.filter(check => check.field === undefined) : [];
    return checks.length === 0 ? <>{needsText(app)}</> : <CheckList checks={checks} />;
}

function needsText({ requirements: { cpu, memory, disk } }: AppDefinition): string {
    return [
        cockpit.format(cockpit.ngettext("$0 CPU", "$0 CPUs", cpu), number(cpu)),
        cockpit.format(cockpit.gettext("$0 of memory"), capacity(memory)),
        cockpit.format(cockpit.gettext("$0 of disk"), capacity(disk)),
    ].join(", ");
}
