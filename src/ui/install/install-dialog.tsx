// SPDX-License-Identifier: LGPL-2.1-or-later
/** Installing an app: everything is filled in, so that Enter is enough. */
import { Spinner } from "@patternfly/react-core/dist/esm/components/Spinner";
import cockpit from "cockpit";
import { useMemo, useState } from "react";
import type { Check, InstallDraft } from "../../apps/install/check";
import type { AppDefinition } from "../../library/definition";
import { ActionDialog } from "../action-dialog";
import { FailureAlert } from "../failure-alert";
import { usePage } from "../page-context";
import { useOperation } from "../use-operation";
import type { Reading } from "../use-reading";
import { InstallFields } from "./install-fields";
import { formOf, isPrivilege, isWellFormed, requestOf, type InstallForm } from "./install-form";
import "./install.css";
import { useChecks } from "./use-checks";

const _ = cockpit.gettext;

interface InstallDialogProps {
    app: AppDefinition;
    title: string;
    /** What the form starts with. */
    draft: Reading<InstallDraft>;
    close(): void;
    /** Called with the id of the app whose installation has begun. */
    installed(appId: string): void;
}

export function InstallDialog({ app, title, draft, close, installed }: InstallDialogProps) {
    const { manager } = usePage();
    const proposed = draft.is === "read" ? draft.value : undefined;
    const [edited, setEdited] = useState<InstallForm>();
    const [isAllowed, setIsAllowed] = useState(false);
    const { busy, failure, forgetFailure, run } = useOperation();

    // A proposal that is renewed renews a form that was not edited.
    const form = useMemo(() => edited ?? (proposed && formOf(proposed)), [edited, proposed]);
    const request = useMemo(() => form && requestOf(app.name, form), [app.name, form]);
    const isEdited = edited !== undefined;
    // A name that can't be is no reason to say nothing of the rest.
    const said = useChecks(isEdited ? request : undefined);
    const checks = isEdited ? said : proposed?.checks;
    const isReady = proposed !== undefined && form !== undefined && isWellFormed(form, proposed);
    const mayInstall = (said: readonly Check[]): boolean =>
        !said.some(check => check.level === "stop") && (isAllowed || !said.some(isPrivilege));
    const canInstall = isReady && (checks === undefined || mayInstall(checks));

    const install = async (): Promise<void> => {
        if (request === undefined)
            return;
        // Enter may be quicker than the host's answer. Where the check itself fails, the installation says why.
        const mayRun = async () => mayInstall(checks ?? await manager.check(request).catch(() => []));
        await run("AppInstall", request, () => {
            close();
            // By the contract an app's id is the name that was given.
            installed(request.customer_app_name);
        }, mayRun);
    };

    return (
        <ActionDialog
            id="install"
            title={cockpit.format(_("Install $0"), title)}
            action={_("Install")}
            busy={busy}
            isDisabled={!canInstall}
            reason={proposed && reasonFor(isReady, checks ?? [], isAllowed)}
            act={() => void install()}
            close={close}
        >
            {proposed === undefined || form === undefined
                ? <Waiting draft={draft} />
                : (
                    <InstallFields
                        draft={proposed}
                        form={form}
                        checks={checks}
                        failure={failure}
                        busy={busy}
                        isAllowed={isAllowed}
                        setIsAllowed={setIsAllowed}
                        change={next => {
                            setEdited(next);
                            forgetFailure();
                        }}
                    />
                )}
        </ActionDialog>
    );
}

/** Why Install is disabled, shown next to it; "" if it is enabled. */
function reasonFor(isWellFormed: boolean, checks: readonly Check[], isAllowed: boolean): string {
    const stops = checks.filter(({ level }) => level === "stop");
    const general = stops.find(({ field }) => field === undefined);
    if (!isWellFormed || (stops.length > 0 && general === undefined))
        return _("Correct the marked fields first.");
    if (general !== undefined)
        return _("This server does not meet a requirement of the app, see the marked line.");
    return checks.some(isPrivilege) && !isAllowed ? _("Allow the rights that the app asks for first.") : "";
}

/** As long as the host is asked, and where it can't be. */
function Waiting({ draft }: { draft: Reading<InstallDraft> }) {
    if (draft.is !== "failed")
        return <Spinner size="lg" aria-valuetext={_("Loading")} />;
    const failure = { Code: "SystemError", Message: _("The installation can't be prepared."), Detail: draft.detail } as const;
    return <FailureAlert failure={failure} />;
}
