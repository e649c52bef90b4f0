// SPDX-License-Identifier: LGPL-2.1-or-later
/** Copies a text with one click, and says that it did. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button";
import CheckIcon from "@patternfly/react-icons/dist/esm/icons/check-icon";
import CopyIcon from "@patternfly/react-icons/dist/esm/icons/copy-icon";
import cockpit from "cockpit";
import { useEffect, useState } from "react";
import { copyText } from "./clipboard";

const _ = cockpit.gettext;

interface CopyButtonProps {
    text: string;
    /** What is copied, for those who don't see what it stands beside. */
    label: string;
}

export function CopyButton({ text, label }: CopyButtonProps) {
    const [isCopied, setIsCopied] = useState(false);

    useEffect(() => {
        const timer = setTimeout(() => setIsCopied(false), 2000);
        return () => clearTimeout(timer);
    }, [isCopied]);

    return (
        <>
            <Button
                variant="plain"
                size="sm"
                icon={isCopied ? <CheckIcon /> : <CopyIcon />}
                aria-label={label}
                title={label}
                onClick={() => void copyText(text).then(setIsCopied)}
            />
            <span className="pf-v6-screen-reader" role="status">{isCopied && _("Copied")}</span>
        </>
    );
}
