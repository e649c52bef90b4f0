// SPDX-License-Identifier: LGPL-2.1-or-later
/** Shows an error of the page itself with a next step, instead of a blank page. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button";
import BugIcon from "@patternfly/react-icons/dist/esm/icons/bug-icon";
import cockpit from "cockpit";
import { Component, type ReactNode } from "react";
import { Face } from "../parts/face";
import { RawLines } from "../parts/failure-alert";
import { rejectionText } from "../words/rejection-text";

const _ = cockpit.gettext;

interface ErrorBoundaryProps { children: ReactNode }
interface ErrorBoundaryState { fault: { error: unknown } | undefined }

/** React offers this to classes only. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
    override state: ErrorBoundaryState = { fault: undefined };

    static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
        return { fault: { error } };
    }

    override render(): ReactNode {
        const { fault } = this.state;
        if (!fault)
            return this.props.children;
        return (
            <ProblemFace
                title={_("The page stopped working")}
                error={fault.error}
                again={() => { this.setState({ fault: undefined }); }}
            >
                {_("This is an error of the page itself. Apps on this server are not affected.")}
            </ProblemFace>
        );
    }
}

interface ProblemFaceProps { title: string, error: unknown, again: () => void, children: ReactNode }

export function ProblemFace({ title, error, again, children }: ProblemFaceProps) {
    return (
        <Face
            title={title}
            icon={BugIcon}
            actions={(
                <>
                    <Button onClick={again}>{_("Try again")}</Button>
                    <Button variant="link" onClick={() => { window.location.reload(); }}>{_("Reload the page")}</Button>
                </>
            )}
            extra={<RawLines text={rejectionText(error)} label={_("Details")} />}
        >
            {children}
        </Face>
    );
}
