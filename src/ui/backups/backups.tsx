// SPDX-License-Identifier: LGPL-2.1-or-later
/** Where backups go, when they are made, and those that there are. */
import { Breadcrumb, BreadcrumbItem } from "@patternfly/react-core/dist/esm/components/Breadcrumb";
import { Button } from "@patternfly/react-core/dist/esm/components/Button";
import { Skeleton } from "@patternfly/react-core/dist/esm/components/Skeleton";
import ArchiveIcon from "@patternfly/react-icons/dist/esm/icons/archive-icon";
import cockpit from "cockpit";
import type { Schedule } from "../../apps/backup/place";
import type { AppOverview } from "../../apps/status/overview";
import { isAtWork } from "../../jobs/job";
import type { PlaceState } from "../app/backup-answers";
import type { Failure } from "../ask";
import { usePage } from "../page/page-context";
import "../page/title.css";
import { Face } from "../parts/face";
import { FailureAlert } from "../parts/failure-alert";
import { hrefOf } from "../route";
import { AddPlaceDialog } from "./add-place-dialog";
import { BackupList } from "./backup-list";
import "./backups.css";
import { Places } from "./places";
import { ResticMissingFace } from "./restic-missing";
import { Schedules } from "./schedules";
import { useBackups, type BackupsState } from "./use-backups";

const _ = cockpit.gettext;

interface BackupsProps {
    apps: readonly AppOverview[];
    /** A new app is being made of a backup. */
    restored(appId: string): void;
}

export function Backups({ apps, restored }: BackupsProps) {
    const { dialogs } = usePage();
    const state = useBackups(apps.filter(({ job }) => job?.kind === "backup" && isAtWork(job))
        .map(({ record }) => record.app_id).join(" "));
    const { places } = state;
    const known = places.is === "read" && places.value.is === "told" ? places.value.value : undefined;
    const add = (): void => dialogs.show(
        <AddPlaceDialog taken={known?.map(({ place }) => place) ?? []} changed={state.readAgain} />);
    return (
        <>
            <Breadcrumb aria-label={_("Where you are")}>
                <BreadcrumbItem to={hrefOf({ view: "my-apps" })}>{_("My apps")}</BreadcrumbItem>
                <BreadcrumbItem isActive>{_("Backups")}</BreadcrumbItem>
            </Breadcrumb>
            <header className="am-title">
                <div className="am-title__text">
                    <h1 className="am-title__name">{_("Backups")}</h1>
                    <p className="am-muted">{_("Backups of your apps and their data, encrypted.")}</p>
                </div>
                {known !== undefined && known.length > 0 && !isResticMissing(known) && (
                    <Button variant="secondary" onClick={add}>{_("Add a place")}</Button>
                )}
            </header>
            <Body state={state} apps={apps} add={add} restored={restored} />
        </>
    );
}

interface BodyProps extends BackupsProps {
    state: BackupsState;
    add(): void;
}

function Body({ state, apps, add, restored }: BodyProps) {
    const { places, schedules, backups, readAgain } = state;
    if (places.is === "loading")
        return <BackupsSkeleton />;
    if (places.is === "failed")
        return <Trouble failure={unexpected(places.detail)} tryAgain={readAgain} />;
    if (places.value.is === "refused") {
        return places.value.failure.Code === "Backup.ResticMissing"
            ? <ResticMissingFace tryAgain={readAgain} />
            : <Trouble failure={places.value.failure} tryAgain={readAgain} />;
    }
    const known = places.value.value;
    if (isResticMissing(known))
        return <ResticMissingFace tryAgain={readAgain} />;
    if (known.length === 0) {
        return (
            <Face
                title={_("No place for backups yet")}
                icon={ArchiveIcon}
                level="h2"
                actions={<Button onClick={add}>{_("Add a place")}</Button>}
            >
                {_("A place is another disk, another server or a storage service. Its backups are encrypted with one password.")}
            </Face>
        );
    }
    return (
        <>
            <Places places={known} schedules={knownIn(schedules)} readAgain={readAgain} />
            <Schedules schedules={schedules} places={known} apps={apps} readAgain={readAgain} />
            <BackupList backups={backups} apps={apps} restored={restored} />
        </>
    );
}

function knownIn(schedules: BackupsState["schedules"]): readonly Schedule[] {
    return schedules.is === "read" && schedules.value.is === "told" ? schedules.value.value : [];
}

function isResticMissing(places: readonly PlaceState[]): boolean {
    return places.some(({ problem }) => problem?.code === "Backup.ResticMissing");
}

function unexpected(detail: string): Failure {
    return { Code: "SystemError", Message: _("The places for backups can't be read."), Detail: detail };
}

function Trouble({ failure, tryAgain }: { failure: Failure, tryAgain(): void }) {
    return (
        <>
            <FailureAlert failure={failure} />
            <div><Button variant="secondary" onClick={tryAgain}>{_("Try again")}</Button></div>
        </>
    );
}

function BackupsSkeleton() {
    return (
        <div className="am-backups-loading" role="status" aria-label={_("Loading")}>
            <Skeleton height="5rem" />
            <Skeleton height="8rem" />
            <Skeleton height="16rem" />
        </div>
    );
}
