// SPDX-License-Identifier: LGPL-2.1-or-later
/** An address that leads nowhere: says so, and leads back. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button";
import SearchIcon from "@patternfly/react-icons/dist/esm/icons/search-icon";
import cockpit from "cockpit";
import { Face } from "../parts/face";
import { hrefOf } from "../route";

const _ = cockpit.gettext;

/** `isInStore`: where what was looked for would be. */
export function NotFound({ title, isInStore = false }: { title: string, isInStore?: boolean }) {
    return (
        <Face
            title={title}
            icon={SearchIcon}
            actions={(
                <Button
                    variant="link"
                    component="a"
                    href={hrefOf(isInStore ? { view: "store", category: "" } : { view: "my-apps" })}
                >
                    {isInStore ? _("Browse the store") : _("Show my apps")}
                </Button>
            )}
        >
            {_("It may have been removed, or the address is mistyped.")}
        </Face>
    );
}
