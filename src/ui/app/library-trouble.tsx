// SPDX-License-Identifier: LGPL-2.1-or-later
/** Shown in place of the apps when the list of libraries cannot be read. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button";
import BanIcon from "@patternfly/react-icons/dist/esm/icons/ban-icon";
import cockpit from "cockpit";
import { Face } from "../parts/face";
import { RawLines } from "../parts/failure-alert";
import { configurationFault } from "../words/configuration-fault";

const _ = cockpit.gettext;

interface LibraryTroubleProps {
    reason: unknown;
    level?: "h1" | "h2";
    tryAgain(): void;
}

export function LibraryTrouble({ reason, level = "h2", tryAgain }: LibraryTroubleProps) {
    const { next, detail } = configurationFault(reason);
    return (
        <Face
            title={_("The library can't be read")}
            icon={BanIcon}
            level={level}
            actions={<Button variant="secondary" onClick={tryAgain}>{_("Try again")}</Button>}
            extra={<RawLines text={detail} label={_("Details")} />}
        >
            {next}
        </Face>
    );
}
