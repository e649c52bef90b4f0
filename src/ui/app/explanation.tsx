// SPDX-License-Identifier: LGPL-2.1-or-later
/** Behind the sentence that says what is wrong: what to do next, and the raw lines. */
import { ExpandableSection } from "@patternfly/react-core/dist/esm/components/ExpandableSection";
import cockpit from "cockpit";
import { useState } from "react";
import type { AppOverview } from "../../apps/status/overview";
import type { Reason } from "../../apps/status/status";
import { RawLines } from "../parts/failure-alert";
import { affectedText, serviceOf } from "../words/reason-text";
import type { Words } from "../words/trouble-words";
import { useLogEnd } from "./use-log";

const _ = cockpit.gettext;

/** Lines of a log that stand here; the logs tab has all. */
const shown = 12;

interface ExplanationProps {
    app: AppOverview;
    reason: Reason;
    words: Words;
    /** Lines that are rarely needed are behind one more click. */
    folds?: boolean;
}

export function Explanation({ app, reason, words, folds = false }: ExplanationProps) {
    const [isOpen, setIsOpen] = useState(!folds || !words.isClear);
    const service = serviceOf(reason);
    const affected = affectedText(app.state);
    const label = service === undefined
        ? _("Last lines of the installation")
        : cockpit.format(_("Last lines of $0"), service);
    const lines = words.raw === undefined
        ? <LogEnd appId={app.record.app_id} service={service} label={label} />
        : words.raw !== "" && <RawLines text={words.raw} label={label} />;
    return (
        <div className="am-explanation">
            {folds && affected !== "" && <p>{affected}</p>}
            <p>{words.next}</p>
            {folds && lines !== false
                ? (
                    <ExpandableSection
                        toggleText={label}
                        isExpanded={isOpen}
                        onToggle={(_event, next) => setIsOpen(next)}
                    >
                        {isOpen && lines}
                    </ExpandableSection>
                )
                : lines}
        </div>
    );
}

function LogEnd({ appId, service, label }: { appId: string, service: string | undefined, label: string }) {
    const { text, isEmpty } = useLogEnd(appId, service, shown);
    if (isEmpty)
        return <p className="am-muted">{_("It has printed nothing.")}</p>;
    return text === "" ? null : <RawLines text={text} label={label} />;
}
