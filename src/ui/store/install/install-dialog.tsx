// SPDX-License-Identifier: LGPL-2.1-or-later
/** Installing an app: everything is filled in, so that Enter is enough. */
import { Spinner } from "@patternfly/react-core/dist/esm/components/Spinner";
import cockpit from "cockpit";
import { useMemo, useState } from "react";
import type { Check, InstallDraft, InstallRequest } from "../../../apps/install/check";
import type { AppDefinition } from "../../../library/definition";
import { usePage } from "../../page/page-context";
import { useOperation } from "../../page/use-operation";
import { ActionDialog } from "../../parts/action-dialog";
import { FailureAlert } from "../../parts/failure-alert";
import type { Reading } from "../../parts/use-reading";
import { InstallFields } from "./install-fields";
import { formOf, isPrivilege, isWellFormed, requestOf, rightsIn, uncheckedInstall, type InstallForm } from "./install-form";
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
    /** As `rightsIn` has them; undefined where none are. */
    const [allowed, setAllowed] = useState<string>();
    const { busy, failure, forgetFailure, run } = useOperation(({ Code }) => {
        // What the library has by now is checked, and shown.
        if (Code === "APP.DefinitionChanged")
            setEdited(form && { ...form });
        return false;
    });

    // A proposal that is renewed renews a form that was not edited.
    const form = useMemo(() => edited ?? (proposed && formOf(proposed)), [edited, proposed]);
    const request = useMemo(() => form && requestOf(app.name, form), [app.name, form]);
    const isEdited = edited !== undefined;
    // A name that can't be is no reason to say nothing of the rest.
    const said = useChecks(isEdited ? request : undefined);
    const checked = !isEdited ? proposed : said === "failed" ? proposed && uncheckedInstall(proposed) : said;
    const checks = checked?.checks;
    const isReady = proposed !== undefined && form !== undefined && isWellFormed(form, proposed);
    const mayInstall = (said: readonly Check[]): boolean =>
        !said.some(check => check.level === "stop") && (!said.some(isPrivilege) || allowed === rightsIn(said));
    const canInstall = isReady && (checks === undefined || mayInstall(checks));

    const install = async (): Promise<void> => {
        if (request === undefined || proposed === undefined)
            return;
        const order = async (): Promise<InstallRequest | undefined> => {
            // Enter may be quicker than the host's answer.
            const said = checked ?? await manager.check(request).catch(() => uncheckedInstall(proposed));
            return mayInstall(said.checks) ? { ...request, definition: said.definition } : undefined;
        };
        await run("AppInstall", order(), () => {
            close();
            // By the contract an app's id is the name that was given.
            installed(request.customer_app_name);
        });
    };

    return (
        <ActionDialog
            id="install"
            title={cockpit.format(_("Install $0"), title)}
            action={_("Install")}
            busy={busy}
            isDisabled={!canInstall}
            reason={proposed && reasonFor(isReady, checks ?? [], mayInstall)}
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
                        allowed={allowed}
                        setAllowed={setAllowed}
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
function reasonFor(isWellFormed: boolean, checks: readonly Check[], mayInstall: (checks: readonly Check[]) => boolean): string {
    const stops = checks.filter(({ level }) => level === "stop");
    const general = stops.find(({ field }) => field === undefined);
    if (!isWellFormed || (stops.length > 0 && general === undefined))
        return _("Correct the marked fields first.");
    if (general !== undefined)
        return _("This server does not meet a requirement of the app, see the marked line.");
    return !mayInstall(checks) ? _("Allow the rights that the app asks for first.") : "";
}

/** As long as the host is asked, and where it can't be. */
function Waiting({ draft }: { draft: Reading<InstallDraft> }) {
    if (draft.is !== "failed")
        return <Spinner size="lg" aria-valuetext={_("Loading")} />;
    const failure = { Code: "SystemError", Message: _("The installation can't be prepared."), Detail: draft.detail } as const;
    return <FailureAlert failure={failure} />;
}
