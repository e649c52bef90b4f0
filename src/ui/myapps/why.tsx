// SPDX-License-Identifier: LGPL-2.1-or-later
/** What failed in one sentence; behind "Show why" what to do next, and the raw lines. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button";
import cockpit from "cockpit";
import { useId, useState } from "react";
import type { AppOverview } from "../../apps/overview";
import type { Reason } from "../../apps/status";
import { useLog } from "../details/log-text";
import { RawLines } from "../failure-alert";
import { nextStepText, reasonText, serviceOf } from "../reason-text";

const _ = cockpit.gettext;

/** Lines that stand in the row; the logs tab has all. */
const shown = 12;

export function Why({ app, reason }: { app: AppOverview, reason: Reason }) {
    const [isOpen, setIsOpen] = useState(false);
    const id = useId();
    return (
        <>
            <span className="am-why__sentence">{reasonText(reason)}</span>
            {" "}
            <Button
                variant="link"
                isInline
                aria-expanded={isOpen}
                aria-controls={id}
                onClick={() => setIsOpen(!isOpen)}
            >
                {isOpen ? _("Hide why") : _("Show why")}
            </Button>
            <div id={id} className="am-why">
                {isOpen && <WhyDetails app={app} reason={reason} />}
            </div>
        </>
    );
}

export function WhyDetails({ app, reason }: { app: AppOverview, reason: Reason }) {
    const service = serviceOf(reason);
    const { text, isEmpty } = useLog(app.record.app_id, service);
    const lines = reason.is === "not-started" ? reason.error : lastLines(text, shown);
    return (
        <>
            <p>{nextStepText(reason)}</p>
            {lines !== ""
                ? (
                    <RawLines
                        text={lines}
                        label={service === undefined
                            ? _("Last lines of the installation")
                            : cockpit.format(_("Last lines of $0"), service)}
                    />
                )
                : isEmpty && <span className="am-muted">{_("It has printed nothing.")}</span>}
        </>
    );
}

export function lastLines(text: string, count: number): string {
    return text.trimEnd().split("\n").slice(-count).join("\n");
}
