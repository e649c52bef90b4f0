// SPDX-License-Identifier: LGPL-2.1-or-later
/** What uninstalling takes away, what it leaves, and what it never touches: by name and size. */
import { Spinner } from "@patternfly/react-core/dist/esm/components/Spinner";
import cockpit from "cockpit";
import { useEffect, useState } from "react";
import type { Belonging } from "../../apps/removal";
import { messageOf } from "../message-of";
import { Notice } from "../notice";
import { usePage } from "../page-context";

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
    const state = useBelongings(appId);
    if (state === undefined)
        return <Spinner size="md" aria-valuetext={_("Loading")} />;
    if ("problem" in state)
        return <Notice variant="warning" title={_("What belongs to the app can't be listed.")}>{state.problem}</Notice>;
    const { gone, kept, untouched } = fateOf(state.belongings, purge);
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
    return size === null ? text : cockpit.format(_("$0, $1"), text, cockpit.format_bytes(size));
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

function useBelongings(appId: string): { belongings: Belonging[] } | { problem: string } | undefined {
    const { manager } = usePage();
    const [state, setState] = useState<{ belongings: Belonging[] } | { problem: string }>();

    useEffect(() => {
        let isCurrent = true;
        manager.belongings(appId).then(
            belongings => isCurrent && setState({ belongings }),
            (reason: unknown) => isCurrent && setState({ problem: messageOf(reason) }));
        return () => {
            isCurrent = false;
        };
    }, [manager, appId]);

    return state;
}
