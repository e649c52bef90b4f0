// SPDX-License-Identifier: LGPL-2.1-or-later
/** A change that is under way; after it how it went, and the way back to before it. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button";
import cockpit from "cockpit";
import { kept } from "../../apps/records/change";
import type { AppRecord } from "../../apps/records/record";
import type { AppOverview } from "../../apps/status/overview";
import { isAtWork } from "../../jobs/job";
import { causeWords } from "../../jobs/log/failure";
import { usePage } from "../page/page-context";
import { useOperation } from "../page/use-operation";
import { ActionDialog } from "../parts/action-dialog";
import { FailureAlert, FailureDetail } from "../parts/failure-alert";
import { Notice } from "../parts/notice";
import { dateTime } from "../words/quantity";

const _ = cockpit.gettext;

export function WayBack({ app }: { app: AppOverview }) {
    const { dialogs } = usePage();
    const { record, job } = app;
    const { former } = record;
    const { busy, failure, run } = useOperation();
    if (isAtWork(job) && job?.kind === "update")
        return <Notice variant="info" title={_("The app is being changed, and runs meanwhile")} />;
    if (former === undefined || isAtWork(job))
        return null;
    const isUpdate = former.part.version !== record.version;
    const losesData = isUpdate || former.backup !== undefined || former.images === true ||
        hasOtherImages(former.part.services, record.services);
    const until = dateTime(new Date(Date.parse(former.since) + kept).toISOString());
    return (
        <Notice variant="info" title={titleOf(record, former)}>
            {failure !== undefined && <FailureAlert failure={failure} />}
            {job?.kind === "update" && job.detail === "backup-failed" && (
                <p>{_("The backup of the app as it was before has failed. The log of the change says why.")}</p>
            )}
            <p>{cockpit.format(_("On $0. You can go back until $1."), dateTime(former.since), until)}</p>
            <div className="am-buttons">
                <Button
                    variant="secondary"
                    size="sm"
                    isAriaDisabled={busy}
                    onClick={() => dialogs.show(<GoBackDialog app={app} losesData={losesData} since={former.since} />)}
                >
                    {_("Go back")}
                </Button>
                <Button
                    variant="link"
                    size="sm"
                    isLoading={busy}
                    isAriaDisabled={busy}
                    onClick={() => void run("AppConfirm", { app_id: record.app_id }, () => undefined)}
                >
                    {_("Keep the change")}
                </Button>
            </div>
        </Notice>
    );
}

function titleOf({ version }: AppRecord, { part, backup, images }: NonNullable<AppRecord["former"]>): string {
    if (backup !== undefined)
        return cockpit.format(_("Restored from the backup of $0"), dateTime(backup));
    if (part.version === version && images)
        return _("The images were updated");
    return part.version === version
        ? _("The settings were changed") : cockpit.format(_("Changed from version $0 to $1"), part.version, version);
}

type Services = AppOverview["record"]["services"];

/** Then its data was saved. */
function hasOtherImages(before: Services, after: Services): boolean {
    const images = (services: Services) =>
        JSON.stringify(Object.entries(services).map(([name, { image }]) => [name, image]).sort());
    return images(before) !== images(after);
}

interface GoBackDialogProps {
    app: AppOverview;
    losesData: boolean;
    /** When the change was made. */
    since: string;
}

function GoBackDialog({ app: { record }, losesData, since }: GoBackDialogProps) {
    const { close } = usePage().dialogs;
    const { busy, failure, run } = useOperation();
    return (
        <ActionDialog
            id="go-back"
            title={cockpit.format(_("Go back to before the change of $0?"), record.customer_name)}
            action={_("Go back")}
            variant="danger"
            hasWarning
            isText
            busy={busy}
            act={() => void run("AppRollback", { app_id: record.app_id }, close)}
            close={close}
        >
            {failure !== undefined && <FailureAlert failure={failure} />}
            <p>
                {losesData
                    ? cockpit.format(_("Data that the app has written since $0 will be lost."), dateTime(since))
                    : _("The former settings come back. The data of the app stays as it is.")}
            </p>
            <p>{_("The app is stopped meanwhile.")}</p>
        </ActionDialog>
    );
}

/** A change that failed leaves the app as it was, which its status does not tell. */
export function FailedChange({ app: { job, cause } }: { app: AppOverview }) {
    if (job?.kind !== "update" || (job.phase !== "restored" && job.phase !== "failed") || job.detail.startsWith("cancel "))
        return null;
    const words = cause && cause.id !== "unknown" ? causeWords(cause, text => cockpit.gettext(text)) : undefined;
    const raw = cause?.raw.join("\n") ?? "";
    return (
        <Notice
            variant="warning"
            title={job.phase === "restored"
                ? _("The last change failed and was undone. The app is as it was before.")
                : _("The last change failed before it began. The app is as it was before.")}
        >
            {words !== undefined && <p>{words.what} {words.next}</p>}
            {raw !== "" && <FailureDetail text={raw} />}
        </Notice>
    );
}
