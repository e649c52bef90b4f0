// SPDX-License-Identifier: LGPL-2.1-or-later
/** Installing an app: everything is filled in, so that Enter is enough. */
import { Spinner } from "@patternfly/react-core/dist/esm/components/Spinner";
import cockpit from "cockpit";
import { useEffect, useMemo, useState } from "react";
import type { Check, InstallDraft } from "../../apps/install/check";
import type { AppDefinition } from "../../library/definition";
import { ActionDialog } from "../action-dialog";
import { ask, type Failure } from "../ask";
import { FailureAlert } from "../failure-alert";
import { messageOf } from "../message-of";
import { usePage } from "../page-context";
import { InstallFields } from "./install-fields";
import { formOf, isPrivilege, isWellFormed, requestOf, type InstallForm } from "./install-form";
import "./install.css";
import { useChecks } from "./use-checks";

const _ = cockpit.gettext;

interface InstallDialogProps {
    app: AppDefinition;
    title: string;
    close(): void;
    /** Called with the id of the app whose installation has begun. */
    installed(appId: string): void;
}

export function InstallDialog({ app, title, close, installed }: InstallDialogProps) {
    const { manager } = usePage();
    const [draft, setDraft] = useState<InstallDraft>();
    const [form, setForm] = useState<InstallForm>();
    const [isAllowed, setIsAllowed] = useState(false);
    const [busy, setBusy] = useState(false);
    const [failure, setFailure] = useState<Failure>();

    useEffect(() => {
        let isCurrent = true;
        manager.draft(app.name).then(
            filled => {
                if (isCurrent) {
                    setDraft(filled);
                    setForm(formOf(filled));
                }
            },
            (reason: unknown) => isCurrent && setFailure({
                Code: "SystemError",
                Message: _("The installation can't be prepared."),
                Detail: messageOf(reason),
            }));
        return () => {
            isCurrent = false;
        };
    }, [manager, app]);

    // A name that can't be is no reason to say nothing of the rest.
    const request = useMemo(() => form && requestOf(app.name, form), [app, form]);
    const isReady = draft !== undefined && form !== undefined && isWellFormed(form, draft.settings);
    const checks = useChecks(request);
    const mayInstall = (said: readonly Check[]): boolean =>
        !said.some(check => check.level === "stop") && (isAllowed || !said.some(isPrivilege));
    const canInstall = isReady && (checks === undefined || mayInstall(checks));

    const install = async (): Promise<void> => {
        if (request === undefined)
            return;
        setBusy(true);
        setFailure(undefined);
        // Enter may be quicker than the host's answer. Where the check itself fails, the installation says why.
        if (!mayInstall(checks ?? await manager.check(request).catch(() => []))) {
            setBusy(false);
            return;
        }
        const { body } = await ask(manager, "AppInstall", request);
        setBusy(false);
        if (body.Error !== undefined) {
            setFailure(body.Error);
            return;
        }
        close();
        // By the contract an app's id is the name that was given.
        installed(request.customer_app_name);
    };

    return (
        <ActionDialog
            id="install"
            title={cockpit.format(_("Install $0"), title)}
            action={_("Install")}
            busy={busy}
            isDisabled={!canInstall}
            act={() => void install()}
            close={close}
        >
            {draft === undefined || form === undefined
                ? failure === undefined
                    ? <Spinner size="lg" aria-valuetext={_("Loading")} />
                    : <FailureAlert failure={failure} />
                : (
                    <InstallFields
                        draft={draft}
                        form={form}
                        checks={checks}
                        failure={failure}
                        busy={busy}
                        isAllowed={isAllowed}
                        setIsAllowed={setIsAllowed}
                        change={next => {
                            setForm(next);
                            setFailure(undefined);
                        }}
                    />
                )}
        </ActionDialog>
    );
}
