// SPDX-License-Identifier: LGPL-2.1-or-later
/** Shown in the middle if there is nothing else to show: why, and what to do. */
import {
    EmptyState, EmptyStateActions, EmptyStateBody, EmptyStateFooter,
} from "@patternfly/react-core/dist/esm/components/EmptyState";
import { Spinner } from "@patternfly/react-core/dist/esm/components/Spinner";
import cockpit from "cockpit";
import type { ComponentType, ReactNode } from "react";

const _ = cockpit.gettext;

interface FaceProps {
    level?: "h1" | "h2";
    title: string;
    icon: ComponentType;
    busy?: boolean;
    children?: ReactNode;
    actions?: ReactNode;
    extra?: ReactNode;
}

export function Face({ title, icon, level = "h1", busy = false, children, actions, extra }: FaceProps) {
    return (
        <EmptyState
            className="am-face"
            titleText={title}
            headingLevel={level}
            icon={icon}
            variant="lg"
            aria-busy={busy}
        >
            {children !== undefined && <EmptyStateBody>{children}</EmptyStateBody>}
            {actions !== undefined && (
                <EmptyStateFooter>
                    <EmptyStateActions>{actions}</EmptyStateActions>
                </EmptyStateFooter>
            )}
            {extra !== undefined && extra !== false && <EmptyStateFooter>{extra}</EmptyStateFooter>}
        </EmptyState>
    );
}

export function LoadingFace({ title }: { title: string }) {
    return <Face title={title} icon={LoadingIcon} busy />;
}

function LoadingIcon() {
    return <Spinner size="xl" aria-valuetext={_("Loading")} />;
}
