// SPDX-License-Identifier: LGPL-2.1-or-later
/** Says that users other than root can change a library: what they write there, root runs. */
import cockpit from "cockpit";
import { useCallback } from "react";
import { usePage } from "../page/page-context";
import { Notice } from "../parts/notice";
import { useReading } from "../parts/use-reading";

const _ = cockpit.gettext;

/** Nothing where only root can, or where that can't be found out. */
export function WritersNotice({ folders }: { folders: readonly string[] }) {
    const { manager } = usePage();
    const asked = folders.join("\0");
    const reading = useReading(useCallback(
        () => manager.libraryWriters(asked === "" ? [] : asked.split("\0")), [manager, asked]));
    if (reading.is !== "read" || Object.keys(reading.value).length === 0)
        return null;
    // Libraries side by side have the folders above them in common.
    const owners = new Map(Object.values(reading.value).flat().map(({ path, owner }) => [path, owner]));
    return (
        <Notice variant="warning" title={_("Users other than root can change what these apps run")}>
            <p>{_("Make root the owner of these paths, and let only root write to them.")}</p>
            <ul className="am-list">
                {[...owners].map(([path, owner]) => (
                    <li key={path}>
                        <code dir="ltr">{path}</code>
                        {" · "}
                        {owner === "root" ? _("writable by others") : cockpit.format(_("owned by $0"), owner)}
                    </li>
                ))}
            </ul>
        </Notice>
    );
}
