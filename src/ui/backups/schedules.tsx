// SPDX-License-Identifier: LGPL-2.1-or-later
/** When backups are made by themselves, and how the last time went. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button";
import { Skeleton } from "@patternfly/react-core/dist/esm/components/Skeleton";
import CheckCircleIcon from "@patternfly/react-icons/dist/esm/icons/check-circle-icon";
import ExclamationCircleIcon from "@patternfly/react-icons/dist/esm/icons/exclamation-circle-icon";
import cockpit from "cockpit";
import type { Keep, Schedule } from "../../apps/backup/place";
import type { AppOverview } from "../../apps/status/overview";
import type { PlaceState, Told } from "../app/backup-answers";
import { isInstalled, sorted } from "../app/installed";
import { usePage } from "../page/page-context";
import { FailureAlert } from "../parts/failure-alert";
import { Notice } from "../parts/notice";
import { Cell, Row, RowHead, Table } from "../parts/table";
import type { Reading } from "../parts/use-reading";
import { whenText } from "../words/calendar";
import { dateTime, intlLanguage, list, number } from "../words/quantity";
import { RemoveScheduleDialog } from "./remove-schedule-dialog";
import { ScheduleDialog } from "./schedule-dialog";

const _ = cockpit.gettext;

interface SchedulesProps {
    schedules: Reading<Told<Schedule[]>>;
    places: readonly PlaceState[];
    apps: readonly AppOverview[];
    readAgain(): void;
}

export function Schedules({ schedules, places, apps, readAgain }: SchedulesProps) {
    const { dialogs } = usePage();
    const names = places.map(({ place }) => place);
    const free = freeSubjects(schedules, apps);
    return (
        <section className="am-section am-schedules" aria-labelledby="backup-schedules">
            <header className="am-section__head">
                <h2 id="backup-schedules" className="am-heading">{_("Schedules")}</h2>
                {free.length > 0 && (
                    <Button
                        variant="secondary"
                        size="sm"
                        onClick={() => dialogs.show(<ScheduleDialog places={names} subjects={free} changed={readAgain} />)}
                    >
                        {_("Add a schedule")}
                    </Button>
                )}
            </header>
            <Content schedules={schedules} places={names} readAgain={readAgain} />
        </section>
    );
}

/** There is one schedule for all apps, "", and one for each; none can be added before they are known. */
function freeSubjects(schedules: SchedulesProps["schedules"], apps: readonly AppOverview[]): string[] {
    if (schedules.is !== "read" || schedules.value.is === "refused")
        return [];
    const taken = schedules.value.value.map(({ app_id: app }) => app ?? "");
    const installed = sorted(apps.filter(isInstalled), intlLanguage()).map(({ record }) => record.app_id);
    return ["", ...installed].filter(app => !taken.includes(app));
}

interface ContentProps extends Pick<SchedulesProps, "schedules" | "readAgain"> {
    /** Their names. */
    places: readonly string[];
}

function Content({ schedules, places, readAgain }: ContentProps) {
    if (schedules.is === "loading")
        return <Skeleton height="3rem" screenreaderText={_("Loading")} />;
    if (schedules.is === "failed")
        return <Notice variant="warning" title={_("The schedules can't be read.")}>{schedules.detail}</Notice>;
    if (schedules.value.is === "refused")
        return <FailureAlert failure={schedules.value.failure} />;
    const known = schedules.value.value;
    if (known.length === 0)
        return <p className="am-muted">{_("Nothing is backed up automatically yet.")}</p>;
    return (
        <div className="am-scroll">
            <Table
                caption={_("Schedules")}
                heads={[_("Apps"), _("When"), _("Place"), _("Keep"), _("Next backup"), _("Last backup"), _("Actions")]}
            >
                {known.map(schedule => (
                    <ScheduleRow
                        key={schedule.app_id ?? ""}
                        schedule={schedule}
                        places={places}
                        readAgain={readAgain}
                    />
                ))}
            </Table>
        </div>
    );
}

interface ScheduleRowProps extends Omit<ContentProps, "schedules"> {
    schedule: Schedule;
}

function ScheduleRow({ schedule, places, readAgain }: ScheduleRowProps) {
    const { dialogs } = usePage();
    const { app_id: app, place, when, keep, next } = schedule;
    const what = app ?? _("All apps");
    return (
        <Row>
            <RowHead label={_("Apps")}>{what}</RowHead>
            <Cell label={_("When")}>{whenText(when) ?? <code dir="ltr">{when}</code>}</Cell>
            <Cell label={_("Place")}>{place}</Cell>
            <Cell label={_("Keep")}>
                {keepText(keep)}
            </Cell>
            <Cell label={_("Next backup")}>{next === null ? _("Not planned") : dateTime(next)}</Cell>
            <Cell label={_("Last backup")}><LastRun last={schedule.last} /></Cell>
            <Cell>
                <span className="am-buttons">
                    <Button
                        variant="secondary"
                        size="sm"
                        aria-label={cockpit.format(_("Change the schedule for $0"), what)}
                        onClick={() => dialogs.show(
                            <ScheduleDialog
                                schedule={schedule}
                                places={places}
                                changed={readAgain}
                            />)}
                    >
                        {_("Change")}
                    </Button>
                    <Button
                        variant="link"
                        size="sm"
                        aria-label={cockpit.format(_("Remove the schedule for $0"), what)}
                        onClick={() => dialogs.show(<RemoveScheduleDialog schedule={schedule} changed={readAgain} />)}
                    >
                        {_("Remove")}
                    </Button>
                </span>
            </Cell>
        </Row>
    );
}

function keepText({ daily, weekly, monthly }: Keep): string {
    return daily + weekly + monthly === 0 ? _("All") : list([
        ...daily > 0 ? [cockpit.format(_("$0 daily"), number(daily))] : [],
        ...weekly > 0 ? [cockpit.format(_("$0 weekly"), number(weekly))] : [],
        ...monthly > 0 ? [cockpit.format(_("$0 monthly"), number(monthly))] : [],
    ]);
}

/** systemd's word for a result other than "success" helps to find it in the journal. */
function LastRun({ last }: Pick<Schedule, "last">) {
    if (last === null)
        return <span className="am-muted">{_("Not run yet")}</span>;
    const isGood = last.result === "success";
    return (
        <div>
            <span className={`am-status am-status--${isGood ? "running" : "error"}`}>
                <span className="am-status__icon" aria-hidden="true">
                    {isGood ? <CheckCircleIcon /> : <ExclamationCircleIcon />}
                </span>
                {isGood ? _("Succeeded") : cockpit.format(_("Failed ($0)"), last.result)}
            </span>
            <div className="am-muted">{dateTime(last.time)}</div>
        </div>
    );
}
