// SPDX-License-Identifier: LGPL-2.1-or-later
/** What uninstalling deletes, what it keeps, and what it never touches: by name and size. */
import cockpit from "cockpit";
import { fateOf, type Belonging, type Fate, type RemovalChoice } from "../../apps/removal";
import { Notice } from "../parts/notice";
import { capacity } from "../words/quantity";

const _ = cockpit.gettext;

/** Whether anything outlives the containers but the app's settings. What it has in host folders stays in any case. */
export function hasData(belongings: readonly Belonging[]): boolean {
    return belongings.some(({ kind }) => kind === "volume" || kind === "data" || kind === "bind");
}

export function Belongings({ belongings, choice }: { belongings: readonly Belonging[], choice: RemovalChoice }) {
    const by = (fate: Fate) => belongings.filter(one => fateOf(one, choice) === fate);
    const untouched = by("untouched");
    const children = untouched.filter(({ kind }) => kind === "child" || kind === "shared-network");
    return (
        <>
            {untouched.some(({ kind }) => kind === "socket") && (
                <Notice variant="info" title={_("This app can control Docker.")}>
                    {_("Containers, volumes and networks that it created itself are not removed.")}
                </Notice>
            )}
            <Things things={by("removed")} title={_("Will be deleted")} isLoss={choice.purge} />
            <Things things={by("kept")} title={_("Will be kept")} />
            <Things things={children} title={_("Used by containers that are not part of the app, and not removed")} />
            <Things
                things={untouched.filter(({ kind }) => kind === "bind")}
                title={_("Host folders that will not be changed")}
            />
        </>
    );
}

interface ThingsProps {
    things: readonly Belonging[];
    title: string;
    /** There is no way back for these. */
    isLoss?: boolean;
}

function Things({ things, title, isLoss = false }: ThingsProps) {
    if (things.length === 0)
        return null;
    const list = (
        <ul className="am-list">
            {things.map(thing => <li key={`${thing.kind} ${thing.name}`}>{thingText(thing)}</li>)}
        </ul>
    );
    return isLoss
        ? <Notice variant="danger" title={title}>{list}</Notice>
        : <div><strong>{title}</strong>{list}</div>;
}

function thingText({ kind, name, size }: Belonging): string {
    const text = cockpit.format(kindText(kind), name);
    return size === null ? text : cockpit.format(_("$0, $1"), text, capacity(size));
}

function kindText(kind: Belonging["kind"]): string {
    switch (kind) {
    case "container":
    case "child":
        return _("Container $0");
    case "network":
    case "shared-network":
        return _("Network $0");
    case "volume":
        return _("Volume $0");
    case "folder":
    case "data":
        return _("Folder $0");
    case "layer":
        return _("Files changed inside the container $0");
    case "image":
        return _("Image $0");
    case "bind":
    case "mount":
    case "socket":
        return "$0";
    }
}
