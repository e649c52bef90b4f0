// SPDX-License-Identifier: LGPL-2.1-or-later
/** What uninstalling takes away, what it leaves, and what it never touches: by name and size. */
import { Spinner } from "@patternfly/react-core/dist/esm/components/Spinner";
import cockpit from "cockpit";
import { useCallback } from "react";
import type { Belonging } from "../../apps/removal";
import { Notice } from "../notice";
import { usePage } from "../page-context";
import { capacity } from "../quantity";
import { useReading } from "../use-reading";

const _ = cockpit.gettext;

export interface Fate {
    gone: Belonging[];
    kept: Belonging[];
    /** Folders of the host outside the app's own. */
    untouched: Belonging[];
}

/** `purge`: the data go as well. */
export function fateOf(belongings: readonly Belonging[], purge: boolean): Fate {
    const isData = ({ kind }: Belonging) => kind === "volume" || kind === "folder";
    const own = belongings.filter(({ kind }) => kind !== "bind");
    return {
        gone: own.filter(thing => purge || !isData(thing)),
        kept: own.filter(thing => !purge && isData(thing)),
        untouched: belongings.filter(({ kind }) => kind === "bind"),
    };
}

export function Belongings({ appId, purge }: { appId: string, purge: boolean }) {
    const { manager } = usePage();
    const state = useReading(useCallback(() => manager.belongings(appId), [manager, appId]));
    if (state.is === "loading")
        return <Spinner size="md" aria-valuetext={_("Loading")} />;
    if (state.is === "failed")
        return <Notice variant="warning" title={_("What belongs to the app can't be listed.")}>{state.detail}</Notice>;
    const { gone, kept, untouched } = fateOf(state.value, purge);
    return (
        <>
            <Things things={gone} title={_("This goes")} isLoss={purge} />
            <Things things={kept} title={_("This is kept")} />
            <Things things={untouched} title={_("These folders of the server are not touched")} />
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
        return _("Container $0");
    case "network":
        return _("Network $0");
    case "volume":
        return _("Volume $0");
    case "folder":
        return _("Folder $0");
    case "bind":
        return "$0";
    }
}
