// SPDX-License-Identifier: LGPL-2.1-or-later
/** The logs of an app as they grow: of the installation, and of each service. */
import { Checkbox } from "@patternfly/react-core/dist/esm/components/Checkbox";
import { FormSelect, FormSelectOption } from "@patternfly/react-core/dist/esm/components/FormSelect";
import cockpit from "cockpit";
import { useEffect, useMemo, useRef, useState } from "react";
import type { AppOverview } from "../../apps/status/overview";
import { CopyButton } from "../copy-button";
import { SearchField } from "../search-field";
import { serviceOf } from "../reason-text";
import { linesWith } from "./log-lines";
import { useLog } from "./use-log";

const _ = cockpit.gettext;

/** No name of a service: the installation's own log. */
const job = "";

export function Logs({ app }: { app: AppOverview }) {
    const services = useMemo(() => servicesOf(app), [app]);
    const [chosen, setChosen] = useState(() => firstLog(app, services));
    const [search, setSearch] = useState("");
    const [follows, setFollows] = useState(true);
    const { text, isEmpty } = useLog(app.record.app_id, chosen === job ? undefined : chosen);
    const shown = useMemo(() => linesWith(text, search), [text, search]);
    const box = useRef<HTMLPreElement>(null);

    useEffect(() => {
        if (follows && box.current !== null)
            box.current.scrollTop = box.current.scrollHeight;
    }, [follows, shown]);

    return (
        <div className="am-tab">
            <div className="am-toolbar">
                <FormSelect
                    className="am-log-of"
                    aria-label={_("Log of")}
                    value={chosen}
                    onChange={(_event, value) => setChosen(value)}
                >
                    <FormSelectOption value={job} label={_("Installation")} />
                    {services.map(service => <FormSelectOption key={service} value={service} label={service} />)}
                </FormSelect>
                <SearchField label={_("Only lines with")} value={search} onChange={setSearch} />
                <Checkbox
                    id="log-follow"
                    label={_("Follow")}
                    isChecked={follows}
                    onChange={(_event, checked) => setFollows(checked)}
                />
                <CopyButton text={shown} label={_("Copy the log")} />
            </div>
            <pre className="am-log" ref={box} dir="ltr" tabIndex={0} role="region" aria-label={_("Log")}>{shown}</pre>
            {isEmpty && <p className="am-muted" role="status">{_("Nothing has been printed.")}</p>}
            {text !== "" && shown === "" && <p className="am-muted" role="status">{_("No line matches.")}</p>}
        </div>
    );
}

function servicesOf({ record, containers }: AppOverview): string[] {
    return [...new Set([...Object.keys(record.services), ...containers.map(({ service }) => service)])].sort();
}

/** What one most likely came to see. */
function firstLog({ state, job: work, containers }: AppOverview, services: readonly string[]): string {
    if (state.reason !== undefined)
        return serviceOf(state.reason) ?? job;
    if (work?.alive === true)
        return job;
    return containers.find(({ ports }) => ports.length > 0)?.service ?? services[0] ?? job;
}
