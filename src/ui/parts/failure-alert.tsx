// SPDX-License-Identifier: LGPL-2.1-or-later
/** An error of the interface where the action was: its sentence, and the raw cause behind a disclosure. */
import { ExpandableSection } from "@patternfly/react-core/dist/esm/components/ExpandableSection";
import cockpit from "cockpit";
import { useEffect, useRef } from "react";
import type { Failure } from "../ask";
import { Notice } from "./notice";

const _ = cockpit.gettext;

export function FailureAlert({ failure }: { failure: Failure }) {
    return (
        <Notice variant="danger" title={failure.Message} spoken>
            {failure.Detail !== undefined && failure.Detail !== "" && <FailureDetail text={failure.Detail} />}
        </Notice>
    );
}

export function FailureDetail({ text }: { text: string }) {
    return (
        <ExpandableSection toggleText={_("Details")}>
            <RawLines text={text} label={_("Details")} />
        </ExpandableSection>
    );
}

/** Lines as a program printed them, the last of them in sight; can be scrolled by keyboard. */
export function RawLines({ text, label }: { text: string, label: string }) {
    const box = useRef<HTMLPreElement>(null);
    useEffect(() => {
        if (box.current !== null)
            box.current.scrollTop = box.current.scrollHeight;
    }, [text]);
    return <pre className="am-raw" ref={box} dir="ltr" tabIndex={0} role="group" aria-label={label}>{text}</pre>;
}
