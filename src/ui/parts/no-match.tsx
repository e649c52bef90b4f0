// SPDX-License-Identifier: LGPL-2.1-or-later
import { Button } from "@patternfly/react-core/dist/esm/components/Button";
import SearchIcon from "@patternfly/react-icons/dist/esm/icons/search-icon";
import cockpit from "cockpit";
import { Face } from "./face";

const _ = cockpit.gettext;

/** A search without a hit is not an empty list: it says so, and leads back. */
export function NoMatch({ clear }: { clear(): void }) {
    return (
        <Face
            title={_("No app matches")}
            icon={SearchIcon}
            level="h2"
            actions={<Button variant="link" onClick={clear}>{_("Clear the filter")}</Button>}
        />
    );
}
