// SPDX-License-Identifier: LGPL-2.1-or-later
/** A name or password: shown as dots until it is asked for, copied without being shown. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button";
import EyeIcon from "@patternfly/react-icons/dist/esm/icons/eye-icon";
import EyeSlashIcon from "@patternfly/react-icons/dist/esm/icons/eye-slash-icon";
import cockpit from "cockpit";
import { useState, type ReactNode } from "react";
import { CopyButton } from "../parts/copy-button";

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
        <Secret
            text={isShown ? value : undefined}
            toggleLabel={isShown ? _("Hide the password") : _("Show the password")}
            toggle={() => setIsShown(!isShown)}
        >
            <CopyButton text={value} label={_("Copy the password")} />
        </Secret>
    );
}

interface SecretProps {
    /** Undefined while it is hidden. */
    text: string | undefined;
    toggleLabel: string;
    toggle(): void;
    children?: ReactNode;
}

export function Secret({ text, toggleLabel, toggle, children }: SecretProps) {
    return (
        <span className="am-credential">
            {text !== undefined
                ? <code dir="ltr">{text}</code>
                : (
                    <span>
                        <span aria-hidden="true">••••••••••</span>
                        <span className="pf-v6-screen-reader">{_("hidden")}</span>
                    </span>
                )}
            <Button
                variant="plain"
                size="sm"
                icon={text === undefined ? <EyeIcon /> : <EyeSlashIcon />}
                aria-label={toggleLabel}
                title={toggleLabel}
                onClick={toggle}
            />
            {children}
        </span>
    );
}
