// SPDX-License-Identifier: LGPL-2.1-or-later
/** Why the last action on an app failed, where the app stands: until it is dismissed or something else is done. */
import { AlertActionCloseButton } from "@patternfly/react-core/dist/esm/components/Alert";
import cockpit from "cockpit";
import { useSyncExternalStore } from "react";
import { usePage } from "../page/page-context";
import { FailureDetail } from "../parts/failure-alert";
import { Notice } from "../parts/notice";

const _ = cockpit.gettext;

export function ActionFailure({ appId }: { appId: string }) {
    const { toasts } = usePage();
    const failure = useSyncExternalStore(toasts.subscribe, () => toasts.actionFailure(appId));
    if (failure === undefined)
        return null;
    return (
        <div className="am-action-failure">
            <Notice
                variant="danger"
                title={failure.Message}
                spoken
                close={(
                    <AlertActionCloseButton
                        aria-label={_("Dismiss")}
                        onClose={() => toasts.setActionFailure(appId, undefined)}
                    />
                )}
            >
                {failure.Detail !== undefined && failure.Detail !== "" && <FailureDetail text={failure.Detail} />}
            </Notice>
        </div>
    );
}
