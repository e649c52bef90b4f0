// SPDX-License-Identifier: LGPL-2.1-or-later
/** Apps that can't be managed because their records can't be read. */
import cockpit from "cockpit";
import { dataFolder } from "../../apps/paths";
import type { BrokenRecord } from "../../apps/records/store";
import { Notice } from "../parts/notice";

const _ = cockpit.gettext;

export function BrokenRecords({ records }: { records: readonly BrokenRecord[] }) {
    const title = cockpit.ngettext(
        "The record of $0 app cannot be read", "The records of $0 apps cannot be read", records.length);
    return (
        <Notice variant="danger" title={cockpit.format(title, records.length)}>
            <p>
                {cockpit.format(
                    _("These apps keep running, but cannot be managed here until the entries in $0 are corrected."),
                    `${dataFolder}/apps.json`)}
            </p>
            <ul className="am-broken">
                {records.map(({ id, detail }) => (
                    <li key={id}>{cockpit.format(_("$0: $1"), id, detail)}</li>
                ))}
            </ul>
        </Notice>
    );
}
