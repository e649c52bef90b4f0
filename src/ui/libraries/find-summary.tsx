// SPDX-License-Identifier: LGPL-2.1-or-later
/** What a folder would bring to the store, said before it is added. */
import cockpit from "cockpit";
import type { LibraryFind } from "../../apps/libraries/library-check";
import { Notice } from "../parts/notice";
import { number } from "../words/quantity";

const _ = cockpit.gettext;

export function FindSummary({ find }: { find: LibraryFind }) {
    const { apps, hidden, unreleased, broken, displaced } = find;
    const lines = [
        find.isWithin && cockpit.format(_("The apps are in $0: this is the folder that will be added."), find.folder),
        displaced > 0 && counted(displaced, cockpit.ngettext(
            "$0 app of another library gives way to the same one from here.",
            "$0 apps of other libraries give way to the same ones from here.", displaced)),
        hidden > 0 && counted(hidden, cockpit.ngettext(
            "$0 app is not offered, because a library added before it has it too.",
            "$0 apps are not offered, because libraries added before it have them too.", hidden)),
        unreleased > 0 && counted(unreleased, cockpit.ngettext(
            "$0 app is not offered, for it is not released.",
            "$0 apps are not offered, for they are not released.", unreleased)),
        broken > 0 && counted(broken, cockpit.ngettext(
            "$0 folder can't be used. The list of libraries will say why.",
            "$0 folders can't be used. The list of libraries will say why.", broken)),
    ].filter(line => line !== false);
    const title = counted(apps, cockpit.ngettext("$0 app for the store", "$0 apps for the store", apps));
    return (
        <Notice variant={apps > 0 ? "success" : "warning"} title={title}>
            {lines.length > 0 && <ul className="am-list">{lines.map(line => <li key={line}>{line}</li>)}</ul>}
        </Notice>
    );
}

function counted(count: number, template: string): string {
    return cockpit.format(template, number(count));
}
