// SPDX-License-Identifier: LGPL-2.1-or-later
/** What the app is set to: the choices of its installation, which can be changed, and all else that its `.env` says. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button";
import cockpit from "cockpit";
import { Suspense, useCallback, useState } from "react";
import type { AppSetting } from "../../apps/app-settings";
import type { AppOverview } from "../../apps/status/overview";
import { isChangeable } from "../app/app-actions";
import { ChangeDialog } from "../app/change-dialog";
import { lazyView } from "../page/lazy-view";
import { usePage } from "../page/page-context";
import { CopyButton } from "../parts/copy-button";
import { localized } from "../words/localized";
import { rejectionText } from "../words/rejection-text";
import { activityOf } from "../words/status-word";
import { Secret } from "./credential";
import { FileTab } from "./file-tab";
import { Cell, Row, RowHead, Table } from "../parts/table";

const _ = cockpit.gettext;

const EditFilesDialog = lazyView(async () => (await import("./edit-files-dialog")).EditFilesDialog);

/** Characters of a value that are shown. */
const longest = 2000;

export function Settings({ app }: { app: AppOverview }) {
    const { manager, dialogs } = usePage();
    const id = app.record.app_id;
    const file = `${app.composeFile.slice(0, app.composeFile.lastIndexOf("/"))}/.env`;
    return (
        <FileTab
            path={file}
            read={useCallback(() => manager.settings(id), [manager, id])}
            occasion={activityOf(app.job) === undefined}
        >
            {settings => (
                <>
                    {isChangeable(app) && (
                        <div>
                            <Button variant="secondary" onClick={() => dialogs.show(<ChangeDialog app={app} />)}>
                                {_("Change version or settings")}
                            </Button>
                        </div>
                    )}
                    <Group
                        appId={id}
                        title={_("Chosen at the installation")}
                        settings={settings.filter(({ isChoice }) => isChoice)}
                    />
                    <Group
                        appId={id}
                        title={_("Other variables")}
                        settings={settings.filter(({ isChoice }) => !isChoice)}
                    />
                    {isChangeable(app) && <Advanced app={app} />}
                </>
            )}
        </FileTab>
    );
}

function Advanced({ app }: { app: AppOverview }) {
    const { dialogs } = usePage();
    return (
        <section className="am-settings">
            <h2 className="am-heading">{_("Advanced")}</h2>
            <p>{_("Edit the compose file and .env. Docker Compose checks them before they are used.")}</p>
            <div>
                <Button
                    variant="secondary"
                    onClick={() => dialogs.show(<Suspense fallback={null}><EditFilesDialog app={app} /></Suspense>)}
                >
                    {_("Edit files")}
                </Button>
            </div>
        </section>
    );
}

function Group({ appId, title, settings }: { appId: string, title: string, settings: readonly AppSetting[] }) {
    if (settings.length === 0)
        return null;
    return (
        <section className="am-settings">
            <h2 className="am-heading">{title}</h2>
            <Table caption={title} heads={[_("Setting"), _("Value")]}>
                {settings.map(setting => (
                    <Row key={setting.key}>
                        <RowHead><SettingName setting={setting} /></RowHead>
                        <Cell><SettingValue appId={appId} setting={setting} /></Cell>
                    </Row>
                ))}
            </Table>
        </section>
    );
}

function SettingName({ setting: { key, label } }: { setting: AppSetting }) {
    const code = <code dir="ltr">{key}</code>;
    return label === undefined
        ? code
        : <>{localized(label, cockpit.language || "en")}<div className="am-muted">{code}</div></>;
}

function SettingValue({ appId, setting: { key, value } }: { appId: string, setting: AppSetting }) {
    if (value === null)
        return <SecretSetting appId={appId} name={key} />;
    if (value === "")
        return <span className="am-muted">{_("empty")}</span>;
    return <code className="am-settings__value" dir="ltr">{shortened(value)}</code>;
}

function SecretSetting({ appId, name }: { appId: string, name: string }) {
    const { manager, toasts } = usePage();
    const [text, setText] = useState<string>();
    const toggle = (): void => {
        if (text !== undefined) {
            setText(undefined);
            return;
        }
        manager.setting(appId, name).then(setText, (reason: unknown) => {
            toasts.failure({
                Code: "SystemError", Message: cockpit.format(_("$0 can't be read."), name), Detail: rejectionText(reason),
            });
        });
    };
    return (
        <Secret
            text={text}
            toggleLabel={cockpit.format(text === undefined ? _("Show $0") : _("Hide $0"), name)}
            toggle={toggle}
        >
            {text !== undefined && <CopyButton text={text} label={cockpit.format(_("Copy $0"), name)} />}
        </Secret>
    );
}

function shortened(value: string): string {
    return value.length <= longest ? value : `${value.slice(0, longest)}…`;
}
