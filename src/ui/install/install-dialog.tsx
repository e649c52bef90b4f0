// SPDX-License-Identifier: LGPL-2.1-or-later
/** Installing an app: everything is filled in, so that Enter is enough. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button";
import { Modal, ModalBody, ModalFooter, ModalHeader } from "@patternfly/react-core/dist/esm/components/Modal";
import { Spinner } from "@patternfly/react-core/dist/esm/components/Spinner";
import cockpit from "cockpit";
import { useEffect, useMemo, useState } from "react";
import type { InstallDraft } from "../../apps/install/check";
import type { AppDefinition } from "../../library/definition";
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
    const isStopped = checks?.some(check => check.level === "stop") ?? false;
    const mustAllow = checks?.some(isPrivilege) ?? false;
    const canInstall = request !== undefined && isReady && !isStopped && (!mustAllow || isAllowed) && !busy;

    const submit = async (): Promise<void> => {
        if (!canInstall)
            return;
        setBusy(true);
        setFailure(undefined);
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
        <Modal
            isOpen
            variant="small"
            position="top"
            aria-labelledby="install-title"
            onEscapePress={() => !busy && close()}
        >
            <ModalHeader labelId="install-title" title={cockpit.format(_("Install $0"), title)} />
            <ModalBody>
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
                            submit={() => void submit()}
                        />
                    )}
            </ModalBody>
            <ModalFooter>
                <Button
                    type="submit"
                    form="install-form"
                    isLoading={busy}
                    spinnerAriaValueText={_("Working")}
                    isDisabled={!canInstall && !busy}
                    isAriaDisabled={busy}
                >
                    {_("Install")}
                </Button>
                <Button variant="link" isDisabled={busy} onClick={close}>{_("Cancel")}</Button>
            </ModalFooter>
        </Modal>
    );
}
