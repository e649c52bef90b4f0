// SPDX-License-Identifier: LGPL-2.1-or-later
/** The toasts, newest last. Successes go by themselves; failures stay until they are dismissed. */
import { Alert, AlertActionCloseButton, AlertGroup } from "@patternfly/react-core/dist/esm/components/Alert";
import cockpit from "cockpit";
import { useSyncExternalStore } from "react";
import { FailureDetail } from "./failure-alert";
import { variantWord } from "./notice";
import type { Toasts } from "./toasts";

const _ = cockpit.gettext;

/** Milliseconds. */
const successStays = 8000;

export function ToastList({ toasts }: { toasts: Toasts }) {
    const list = useSyncExternalStore(toasts.subscribe, toasts.list);
    return (
        <AlertGroup isToast isLiveRegion aria-label={_("Notices")}>
            {list.map(toast => (
                <Alert
                    key={toast.id}
                    variant={toast.variant}
                    title={toast.title}
                    component="p"
                    variantLabel={variantWord(toast.variant)}
                    timeout={toast.variant === "success" ? successStays : false}
                    onTimeout={() => toasts.dismiss(toast.id)}
                    actionClose={(
                        <AlertActionCloseButton aria-label={_("Dismiss")} onClose={() => toasts.dismiss(toast.id)} />
                    )}
                >
                    {toast.detail !== "" && <FailureDetail text={toast.detail} />}
                </Alert>
            ))}
        </AlertGroup>
    );
}
