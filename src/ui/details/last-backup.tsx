// SPDX-License-Identifier: LGPL-2.1-or-later
/** When the app was backed up last, and the button that does it now. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button";
import { Spinner } from "@patternfly/react-core/dist/esm/components/Spinner";
import cockpit from "cockpit";
import { useCallback, useId, type ReactNode } from "react";
import type { Backup } from "../../apps/backup/place";
import type { AppOverview } from "../../apps/status/overview";
import { isAtWork } from "../../jobs/job";
import { isChangeable } from "../app/app-actions";
import { askBackups, type Told } from "../app/backup-answers";
import { isInstalled } from "../app/installed";
import { useBackUp } from "../app/use-back-up";
import { usePage } from "../page/page-context";
import { Fact } from "../parts/fact";
import { useReading, type Reading } from "../parts/use-reading";
import { hrefOf } from "../route";
import { dateTime } from "../words/quantity";

const _ = cockpit.gettext;

export function LastBackup({ app }: { app: AppOverview }) {
    const { manager } = usePage();
    const { record: { app_id: id }, job } = app;
    // What was made meanwhile is the last one.
    const isWorking = job?.kind === "backup" && isAtWork(job);
    const reading = useReading(useCallback(() => {
        void isWorking;
        return askBackups(manager, { app_id: id });
    }, [manager, id, isWorking]));
    return (
        <Fact term={_("Last backup")}>
            <span className="am-last-backup">
                <span>{textOf(reading)}</span>
                {isInstalled(app) && <BackUpButton app={app} />}
            </span>
        </Fact>
    );
}

function textOf(reading: Reading<Told<Backup[]>>): ReactNode {
    if (reading.is === "loading")
        return <Spinner size="md" aria-valuetext={_("Loading")} />;
    if (reading.is === "failed")
        return cockpit.format(_("Unknown. $0"), reading.detail);
    if (reading.value.is === "refused")
        return cockpit.format(_("Unknown. $0"), reading.value.failure.Message);
    const [last] = reading.value.value;
    if (last === undefined)
        return _("No backup yet");
    return <a href={hrefOf({ view: "backups" })}>{cockpit.format(_("$0 in $1"), dateTime(last.time), last.place)}</a>;
}

function BackUpButton({ app }: { app: AppOverview }) {
    const id = useId();
    const { busy, backUp } = useBackUp(app.record);
    const reason = isAtWork(app.job) ? _("Wait until the current operation has finished.")
        : isChangeable(app) ? "" : _("Fix the app's error first.");
    return (
        <>
            <Button
                variant="secondary"
                size="sm"
                isLoading={busy}
                isAriaDisabled={busy || reason !== ""}
                aria-describedby={id}
                onClick={backUp}
            >
                {_("Back up now")}
            </Button>
            <span id={id} className="am-reason">{reason}</span>
        </>
    );
}
