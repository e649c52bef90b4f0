// SPDX-License-Identifier: LGPL-2.1-or-later
/** Folders of the library that are no usable app, named with the reason, without hiding the rest. */
import cockpit from "cockpit";
import type { BrokenApp } from "../../library/definition";
import { Notice } from "../parts/notice";
import { brokenText } from "../words/broken-text";
import { number } from "../words/quantity";

const _ = cockpit.gettext;

export function BrokenFolders({ broken }: { broken: readonly BrokenApp[] }) {
    if (broken.length === 0)
        return null;
    const template = cockpit.ngettext(
        "$0 folder of the library can't be used.", "$0 folders of the library can't be used.", broken.length);
    const title = cockpit.format(template, number(broken.length));
    return (
        <Notice variant="warning" title={title} toggleLabel={_("Show the folders")}>
            <ul className="am-list">
                {broken.map(({ folder, reason }) => (
                    <li key={folder}><code dir="ltr">{folder}</code>{" "}{brokenText(reason)}</li>
                ))}
            </ul>
        </Notice>
    );
}
