// SPDX-License-Identifier: LGPL-2.1-or-later
/** What failed in one sentence; behind "Show why" what to do next, and the raw lines. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button";
import cockpit from "cockpit";
import { useId, useState } from "react";
import type { AppOverview } from "../../apps/status/overview";
import type { Reason } from "../../apps/status/status";
import { Explanation } from "../app/explanation";
import { affectedText } from "../words/reason-text";
import { wordsOf } from "../words/trouble-words";

const _ = cockpit.gettext;

/** Two cells of the row: the second spans it. */
export function Why({ app, reason }: { app: AppOverview, reason: Reason }) {
    const [isOpen, setIsOpen] = useState(false);
    const id = useId();
    const words = wordsOf(app, reason);
    const affected = affectedText(app.state);
    return (
        <>
            <div className="am-app__news">
                <span className="am-why__sentence">{words.what}</span>
                {" "}
                {affected !== "" && <span className="am-muted">{affected}{" "}</span>}
                <Button
                    variant="link"
                    isInline
                    aria-expanded={isOpen}
                    aria-controls={id}
                    onClick={() => setIsOpen(!isOpen)}
                >
                    {isOpen ? _("Hide why") : _("Show why")}
                </Button>
            </div>
            <div id={id} className="am-why">
                {isOpen && <Explanation app={app} reason={reason} words={words} />}
            </div>
        </>
    );
}
