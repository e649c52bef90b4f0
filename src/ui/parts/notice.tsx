// SPDX-License-Identifier: LGPL-2.1-or-later
/** PatternFly's inline alert with its hidden words in the language of the page. */
import { Alert } from "@patternfly/react-core/dist/esm/components/Alert";
import cockpit from "cockpit";
import type { ReactNode } from "react";

const _ = cockpit.gettext;

export type NoticeVariant = "success" | "info" | "warning" | "danger";

/** What a screen reader says before the title. */
export function variantWord(variant: NoticeVariant): string {
    switch (variant) {
    case "success":
        return _("Done:");
    case "info":
        return _("Information:");
    case "warning":
        return _("Warning:");
    case "danger":
        return _("Error:");
    }
}

interface NoticeProps {
    variant: NoticeVariant;
    title: string;
    /** Came in answer to what the admin just did: is spoken at once. */
    spoken?: boolean;
    /** The rest is folded away; what the button that unfolds it is called. */
    toggleLabel?: string;
    /** A button that dismisses it. */
    close?: ReactNode;
    children?: ReactNode;
}

export function Notice({ variant, title, spoken = false, toggleLabel, close, children }: NoticeProps) {
    return (
        <Alert
            variant={variant}
            isInline
            title={title}
            component="p"
            variantLabel={variantWord(variant)}
            {...(spoken && { role: "alert" })}
            {...(close !== undefined && { actionClose: close })}
            {...(toggleLabel !== undefined && { isExpandable: true, toggleAriaLabel: toggleLabel })}
        >
            {children}
        </Alert>
    );
}
