// SPDX-License-Identifier: LGPL-2.1-or-later
/** A name or password: shown as dots until it is asked for, copied without being shown. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button";
import EyeIcon from "@patternfly/react-icons/dist/esm/icons/eye-icon";
import EyeSlashIcon from "@patternfly/react-icons/dist/esm/icons/eye-slash-icon";
import cockpit from "cockpit";
import { useState } from "react";
import { CopyButton } from "../copy-button";

const _ = cockpit.gettext;

export function UserName({ value }: { value: string }) {
    return (
        <span className="am-credential">
            <code dir="ltr">{value}</code>
            <CopyButton text={value} label={_("Copy the user name")} />
        </span>
    );
}

export function Password({ value }: { value: string }) {
    const [isShown, setIsShown] = useState(false);
    return (
        <span className="am-credential">
            {isShown
                ? <code dir="ltr">{value}</code>
                : (
                    <span>
                        <span aria-hidden="true">••••••••••</span>
                        <span className="pf-v6-screen-reader">{_("hidden")}</span>
                    </span>
                )}
            <Button
                variant="plain"
                size="sm"
                icon={isShown ? <EyeSlashIcon /> : <EyeIcon />}
                aria-label={isShown ? _("Hide the password") : _("Show the password")}
                title={isShown ? _("Hide the password") : _("Show the password")}
                onClick={() => setIsShown(!isShown)}
            />
            <CopyButton text={value} label={_("Copy the password")} />
        </span>
    );
}
