// SPDX-License-Identifier: LGPL-2.1-or-later
/** Version, settings and reach of an app that there is: what may be other than it was. */
import { FormGroup } from "@patternfly/react-core/dist/esm/components/Form";
import { FormSelect, FormSelectOption } from "@patternfly/react-core/dist/esm/components/FormSelect";
import { Spinner } from "@patternfly/react-core/dist/esm/components/Spinner";
import cockpit from "cockpit";
import { useCallback, useState } from "react";
import type { InstallDraft } from "../../apps/install/check";
import type { OfferedPort, Reach } from "../../apps/install/reach";
import type { AppRecord } from "../../apps/records/record";
import { usePage } from "../page/page-context";
import { Notice } from "../parts/notice";
import { useReading, type Reading } from "../parts/use-reading";
import { portProblem } from "../words/name-rule";
import { fixedName, fixedNumber, ReachField } from "./reach-field";
import { SettingField, settingName } from "./setting-field";

const _ = cockpit.gettext;

interface Offered {
    draft: InstallDraft;
    /** What the app is set to, by key; secrets are not among them. */
    values: Record<string, string>;
}

/** What was chosen anew. */
interface Chosen {
    version: string;
    settings: Record<string, string>;
    reach: Record<string, Reach>;
}

export interface Revision {
    reading: Reading<Offered>;
    chosen: Chosen;
    /** Something in it can't be. */
    isWrong: boolean;
    /** Nothing is other than it was. */
    isEmpty: boolean;
    /** Parameters of AppRetry and AppUpdate: what was not chosen anew is left out. */
    parameters: { app_id: string, settings: Record<string, string>, app_version?: string, reachable_from?: Record<string, Reach> };
    change(next: Partial<Chosen>): void;
}

/** `wanted` is the version that is chosen at first. */
export function useRevision({ app_id: id, name, version }: AppRecord, wanted = version): Revision {
    const { manager } = usePage();
    const reading = useReading(useCallback(async (): Promise<Offered> => {
        const [draft, settings] = await Promise.all([manager.draft(name), manager.settings(id)]);
        const set = settings.flatMap(({ key, value }): [string, string][] => value === null ? [] : [[key, value]]);
        return { draft, values: Object.fromEntries(set) };
    }, [manager, name, id]));
    const [chosen, setChosen] = useState<Chosen>({ version: wanted, settings: {}, reach: {} });
    const offered = reading.is === "read" ? reading.value : undefined;
    return {
        reading,
        chosen,
        isWrong: offered?.draft.settings.some(({ key, kind }) => problemOf(chosen, key, kind) !== "") ?? false,
        isEmpty: chosen.version === version && Object.keys({ ...chosen.settings, ...chosen.reach }).length === 0,
        parameters: {
            app_id: id, settings: chosen.settings, ...chosen.version !== version && { app_version: chosen.version },
            ...Object.keys(chosen.reach).length > 0 && { reachable_from: chosen.reach },
        },
        change: next => setChosen({ ...chosen, ...next }),
    };
}

function problemOf({ settings }: Chosen, key: string, kind: string): string {
    return kind === "port" && settings[key] !== undefined ? portProblem(settings[key]) : "";
}

interface RevisionFieldsProps {
    /** What the ids of its fields begin with. */
    id: string;
    record: AppRecord;
    revision: Revision;
    busy: boolean;
}

export function RevisionFields({ id, record, revision: { reading, chosen, change }, busy }: RevisionFieldsProps) {
    if (reading.is === "loading")
        return <Spinner size="md" aria-valuetext={_("Loading")} />;
    if (reading.is === "failed")
        return <Notice variant="warning" title={_("Failed to load the app's settings")}>{reading.detail}</Notice>;
    const { draft, values } = reading.value;
    const settings = draft.settings.filter(({ key }) => values[key] !== undefined);
    // A library may have given up the version that runs.
    const versions = draft.versions.includes(record.version) ? draft.versions : [record.version, ...draft.versions];
    const nameOf = (port: OfferedPort): string => {
        const setting = settings.find(({ key }) => key === port.key);
        return setting === undefined ? fixedName(port) : settingName(setting);
    };
    return (
        <>
            {versions.length > 1 && (
                <FormGroup fieldId={`${id}-version`} label={_("Version")}>
                    <FormSelect
                        id={`${id}-version`}
                        value={chosen.version}
                        isDisabled={busy}
                        onChange={(_event, version) => change({ version })}
                    >
                        {versions.map(one => <FormSelectOption key={one} value={one} label={one} />)}
                    </FormSelect>
                </FormGroup>
            )}
            {settings.map(setting => (
                <SettingField
                    key={setting.key}
                    setting={setting}
                    value={chosen.settings[setting.key] ?? values[setting.key] ?? ""}
                    problem={problemOf(chosen, setting.key, setting.kind)}
                    checks={[]}
                    isDisabled={busy}
                    onChange={value => change({ settings: { ...chosen.settings, [setting.key]: value } })}
                />
            ))}
            {draft.ports.map((port, _at, ports) => (
                <ReachField
                    key={port.key}
                    port={port}
                    number={chosen.settings[port.key] ?? values[port.key] ?? fixedNumber(port)}
                    name={ports.length === 1 ? undefined : nameOf(port)}
                    hostName={draft.hostName}
                    reach={chosen.reach[port.key] ?? record.reachable_from?.[port.key] ?? port.reach}
                    isDisabled={busy}
                    onChange={reach => change({ reach: { ...chosen.reach, [port.key]: reach } })}
                />
            ))}
        </>
    );
}
