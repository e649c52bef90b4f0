// SPDX-License-Identifier: LGPL-2.1-or-later
/** A tab that shows what a file of the app says: its path, and what was read of it or why it can't be. */
import { Spinner } from "@patternfly/react-core/dist/esm/components/Spinner";
import cockpit from "cockpit";
import type { ReactNode } from "react";
import { CopyButton } from "../parts/copy-button";
import { FailureDetail } from "../parts/failure-alert";
import { Notice } from "../parts/notice";
import { useReading } from "../parts/use-reading";

const _ = cockpit.gettext;

interface FileTabProps<T> {
    path: string;
    /** Is asked again when it is another function, or `occasion` another value. */
    read: () => Promise<T>;
    occasion?: unknown;
    /** The text that is copied; the path if there is no text. */
    textOf?(value: T): string;
    children(value: T): ReactNode;
}

export function FileTab<T>({ path, read, occasion, textOf, children }: FileTabProps<T>) {
    const file = useReading(read, occasion);
    switch (file.is) {
    case "loading":
        return <div className="am-tab"><Spinner size="lg" aria-valuetext={_("Loading")} /></div>;
    case "failed":
        return (
            <div className="am-tab">
                <Notice variant="danger" title={cockpit.format(_("$0 can't be read."), path)}>
                    <FailureDetail text={file.detail} />
                </Notice>
            </div>
        );
    case "read":
        return (
            <div className="am-tab">
                <div className="am-credential">
                    <code dir="ltr">{path}</code>
                    {textOf === undefined
                        ? <CopyButton text={path} label={_("Copy the path")} />
                        : <CopyButton text={textOf(file.value)} label={_("Copy the file")} />}
                </div>
                {children(file.value)}
            </div>
        );
    }
}
