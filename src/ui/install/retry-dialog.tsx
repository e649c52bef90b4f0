// SPDX-License-Identifier: LGPL-2.1-or-later
/** A failed installation once more, with another version or other settings: for example with a port that is free. */
import { FormGroup } from "@patternfly/react-core/dist/esm/components/Form";
import { FormSelect, FormSelectOption } from "@patternfly/react-core/dist/esm/components/FormSelect";
import { Spinner } from "@patternfly/react-core/dist/esm/components/Spinner";
import cockpit from "cockpit";
import { useCallback, useState } from "react";
import type { InstallDraft } from "../../apps/install/check";
import type { OfferedPort, Reach } from "../../apps/install/reach";
import type { AppOverview } from "../../apps/status/overview";
import { ActionDialog } from "../action-dialog";
import { askToAllow } from "../ask-to-allow";
import { FailureAlert } from "../failure-alert";
import { Notice } from "../notice";
import { usePage } from "../page-context";
import { useOperation } from "../use-operation";
import { useReading } from "../use-reading";
import { portProblem } from "./name-rule";
import { fixedName, fixedNumber, ReachField } from "./reach-field";
import { SettingField, settingName } from "./setting-field";

const _ = cockpit.gettext;

interface Offered {
    draft: InstallDraft;
    /** What the app is set to, by key; secrets are not among them. */
    values: Record<string, string>;
}

export function RetryDialog({ app }: { app: AppOverview }) {
    const page = usePage();
    const { manager, dialogs: { close } } = page;
    const { record } = app;
    const reading = useReading(useCallback(async (): Promise<Offered> => {
        const [draft, settings] = await Promise.all([manager.draft(record.name), manager.settings(record.app_id)]);
        const set = settings.flatMap(({ key, value }): [string, string][] => value === null ? [] : [[key, value]]);
        return { draft, values: Object.fromEntries(set) };
    }, [manager, record.name, record.app_id]));
    const [version, setVersion] = useState(record.version);
    const [changed, setChanged] = useState<Record<string, string>>({});
    const [reach, setReach] = useState<Record<string, Reach>>({});
    // The settings are in the app's files by then.
    const again = { operation: "AppRetry", body: { app_id: record.app_id } };
    const { busy, failure, run } = useOperation(
        refusal => askToAllow(page, { appId: record.app_id, name: record.customer_name, ...again }, refusal));

    const offered = reading.is === "read" ? reading.value : undefined;
    const settings = offered?.draft.settings.filter(({ key }) => offered.values[key] !== undefined) ?? [];
    const problemOf = (key: string, kind: string) =>
        kind === "port" && changed[key] !== undefined ? portProblem(changed[key]) : "";

    const retry = () => run("AppRetry", {
        app_id: record.app_id, settings: changed, ...version !== record.version && { app_version: version },
        ...Object.keys(reach).length > 0 && { reachable_from: reach },
    }, close);
    const nameOf = (port: OfferedPort): string => {
        const setting = settings.find(({ key }) => key === port.key);
        return setting === undefined ? fixedName(port) : settingName(setting);
    };

    return (
        <ActionDialog
            id="retry"
            title={cockpit.format(_("Retry installing $0"), record.customer_name)}
            action={_("Retry")}
            busy={busy}
            isDisabled={settings.some(({ key, kind }) => problemOf(key, kind) !== "")}
            act={() => void retry()}
            close={close}
        >
            {failure !== undefined && <FailureAlert failure={failure} />}
            {reading.is === "loading" && <Spinner size="md" aria-valuetext={_("Loading")} />}
            {reading.is === "failed" && (
                <Notice variant="warning" title={_("Failed to load the app's settings")}>{reading.detail}</Notice>
            )}
            {offered !== undefined && offered.draft.versions.length > 1 && (
                <FormGroup fieldId="retry-version" label={_("Version")}>
                    <FormSelect
                        id="retry-version"
                        value={version}
                        isDisabled={busy}
                        onChange={(_event, value) => setVersion(value)}
                    >
                        {offered.draft.versions.map(one => <FormSelectOption key={one} value={one} label={one} />)}
                    </FormSelect>
                </FormGroup>
            )}
            {settings.map(setting => (
                <SettingField
                    key={setting.key}
                    setting={setting}
                    value={changed[setting.key] ?? offered?.values[setting.key] ?? ""}
                    problem={problemOf(setting.key, setting.kind)}
                    checks={[]}
                    isDisabled={busy}
                    onChange={value => setChanged({ ...changed, [setting.key]: value })}
                />
            ))}
            {offered?.draft.ports.map((port, _at, ports) => (
                <ReachField
                    key={port.key}
                    port={port}
                    number={changed[port.key] ?? offered.values[port.key] ?? fixedNumber(port)}
                    name={ports.length === 1 ? undefined : nameOf(port)}
                    hostName={offered.draft.hostName}
                    reach={reach[port.key] ?? record.reachable_from?.[port.key] ?? port.reach}
                    isDisabled={busy}
                    onChange={chosen => setReach({ ...reach, [port.key]: chosen })}
                />
            ))}
        </ActionDialog>
    );
}
