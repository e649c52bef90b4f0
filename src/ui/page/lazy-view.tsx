// SPDX-License-Identifier: LGPL-2.1-or-later
/** Views whose code comes when it is asked for, which keeps the page's first load small. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button";
import BugIcon from "@patternfly/react-icons/dist/esm/icons/bug-icon";
import cockpit from "cockpit";
import { lazy, type ComponentType, type LazyExoticComponent } from "react";
import { Face } from "../parts/face";
import { RawLines } from "../parts/failure-alert";
import { rejectionText } from "../words/rejection-text";

const _ = cockpit.gettext;

/** A view that can't be loaded says so in its own place, and every other view can still be gone to. */
export function lazyView<P extends object>(load: () => Promise<ComponentType<P>>): LazyExoticComponent<ComponentType<P>> {
    return lazy(async () => {
        try {
            return { default: await load() };
        } catch (error) {
            return { default: () => <MissingView error={error} /> };
        }
    });
}

/** Browsers remember that a module did not come: only another page load asks for it again. */
function MissingView({ error }: { error: unknown }) {
    return (
        <Face
            title={_("This part of the page failed to load")}
            icon={BugIcon}
            actions={<Button onClick={() => { window.location.reload(); }}>{_("Reload the page")}</Button>}
            extra={<RawLines text={rejectionText(error)} label={_("Details")} />}
        >
            {_("The connection to the server may be lost, or the app store was updated while it was open.")}
        </Face>
    );
}
