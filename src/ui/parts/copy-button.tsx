// SPDX-License-Identifier: LGPL-2.1-or-later
/** Copies a text with one click, and says that it did. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button";
import CheckIcon from "@patternfly/react-icons/dist/esm/icons/check-icon";
import CopyIcon from "@patternfly/react-icons/dist/esm/icons/copy-icon";
import cockpit from "cockpit";
import { useEffect, useState, type ReactNode } from "react";
import { copyText } from "./clipboard";

const _ = cockpit.gettext;

interface CopyButtonProps {
    /** A function where it is long and is made when it is wanted. */
    text: string | (() => string);
    /** What is copied, for screen readers. */
    label: string;
    /** Words on the button itself. */
    children?: ReactNode;
}

export function CopyButton({ text, label, children }: CopyButtonProps) {
    const [isCopied, setIsCopied] = useState(false);

    useEffect(() => {
        const timer = setTimeout(() => setIsCopied(false), 2000);
        return () => clearTimeout(timer);
    }, [isCopied]);

    return (
        <>
            <Button
                variant={children === undefined ? "plain" : "secondary"}
                size="sm"
                icon={isCopied ? <CheckIcon /> : <CopyIcon />}
                {...(children === undefined && { "aria-label": label })}
                title={label}
                onClick={() => void copyText(typeof text === "string" ? text : text()).then(setIsCopied)}
            >
                {children}
            </Button>
            <span className="pf-v6-screen-reader" role="status">{isCopied && _("Copied")}</span>
        </>
    );
}
