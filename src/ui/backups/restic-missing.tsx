// SPDX-License-Identifier: LGPL-2.1-or-later
/** Without restic there are no backups: how it is installed. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button";
import ExclamationCircleIcon from "@patternfly/react-icons/dist/esm/icons/exclamation-circle-icon";
import cockpit from "cockpit";
import { CopyButton } from "../parts/copy-button";
import { Face } from "../parts/face";
import { Notice } from "../parts/notice";

const _ = cockpit.gettext;

const commands = ["apt-get install restic", "dnf install restic"];

export function ResticMissingFace({ tryAgain }: { tryAgain(): void }) {
    return (
        <Face
            title={_("restic is not installed")}
            icon={ExclamationCircleIcon}
            level="h2"
            actions={<Button onClick={tryAgain}>{_("Try again")}</Button>}
            extra={<Commands />}
        >
            {_("Backups are made by the program restic. Install it on this server with one of these commands, then try again.")}
        </Face>
    );
}

export function ResticMissingNotice() {
    return (
        <Notice variant="danger" title={_("restic is not installed")} spoken>
            <p>{_("Install it on this server with one of these commands, then try again.")}</p>
            <Commands />
        </Notice>
    );
}

function Commands() {
    return (
        <ul className="am-commands">
            {commands.map(command => (
                <li key={command} className="am-credential">
                    <code dir="ltr">{command}</code>
                    <CopyButton text={command} label={_("Copy the command")} />
                </li>
            ))}
        </ul>
    );
}
