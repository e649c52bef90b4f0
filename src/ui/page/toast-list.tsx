// SPDX-License-Identifier: LGPL-2.1-or-later
/** The toasts, newest last, at the end of the page. They disappear when the view changes; successes also after a while. */
import { Alert, AlertActionCloseButton, AlertGroup } from "@patternfly/react-core/dist/esm/components/Alert";
import cockpit from "cockpit";
import { useEffect, useSyncExternalStore } from "react";
import { FailureDetail } from "../parts/failure-alert";
import { variantWord } from "../parts/notice";
import type { Toasts } from "./toasts";
import "./toasts.css";

const _ = cockpit.gettext;

/** Milliseconds. */
const successStays = 8000;

export function ToastList({ toasts }: { toasts: Toasts }) {
    const list = useSyncExternalStore(toasts.subscribe, toasts.list);

    useEffect(() => {
        const viewOf = (): string => cockpit.location.path.join("/");
        let view = viewOf();
        const onMove = (): void => {
            if (viewOf() !== view)
                toasts.viewChanged();
            view = viewOf();
        };
        cockpit.addEventListener("locationchanged", onMove);
        return () => cockpit.removeEventListener("locationchanged", onMove);
    }, [toasts]);

    return (
        <AlertGroup className="am-toasts" isLiveRegion aria-label={_("Notices")}>
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
