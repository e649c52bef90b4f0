// SPDX-License-Identifier: LGPL-2.1-or-later
/** The backups of all places, newest first, to be searched and restored. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button";
import { Skeleton } from "@patternfly/react-core/dist/esm/components/Skeleton";
import CheckCircleIcon from "@patternfly/react-icons/dist/esm/icons/check-circle-icon";
import ExclamationCircleIcon from "@patternfly/react-icons/dist/esm/icons/exclamation-circle-icon";
import cockpit from "cockpit";
import { useMemo, useState } from "react";
import type { Backup } from "../../apps/backup/place";
import type { AppOverview } from "../../apps/status/overview";
import { usePage } from "../page/page-context";
import { FailureDetail } from "../parts/failure-alert";
import { Notice } from "../parts/notice";
import { SearchField } from "../parts/search-field";
import { Cell, Row, RowHead, Table } from "../parts/table";
import type { Reading } from "../parts/use-reading";
import { backupReasonWord, unsavedText } from "../words/backup-words";
import { capacity, dateTime, number } from "../words/quantity";
import { RestoreDialog } from "./restore-dialog";
import type { Listed } from "./use-backups";

const _ = cockpit.gettext;

/** Rows that are drawn at first. */
const many = 100;

interface BackupListProps {
    backups: Reading<Listed | undefined>;
    apps: readonly AppOverview[];
    restored(appId: string): void;
}

export function BackupList({ backups, apps, restored }: BackupListProps) {
    return (
        <section className="am-section" aria-labelledby="backup-list">
            <h2 id="backup-list" className="am-heading">{_("Backups")}</h2>
            {backups.is === "failed" && (
                <Notice variant="warning" title={_("The backups can't be read.")}>{backups.detail}</Notice>
            )}
            {backups.is === "read" && backups.value !== undefined
                ? <Found listed={backups.value} apps={apps} restored={restored} />
                : backups.is !== "failed" && <Skeleton height="12rem" screenreaderText={_("Loading")} />}
        </section>
    );
}

interface FoundProps extends Omit<BackupListProps, "backups"> {
    listed: Listed;
}

function Found({ listed: { backups, unlisted }, apps, restored }: FoundProps) {
    const [search, setSearch] = useState("");
    const [isWhole, setIsWhole] = useState(false);
    const found = useMemo(() => backups.filter(backup => matches(backup, search)), [backups, search]);
    const shown = isWhole ? found : found.slice(0, many);
    return (
        <>
            {unlisted.map(({ place, message, detail }) => (
                <Notice
                    key={place}
                    variant="warning"
                    title={cockpit.format(_("The backups in $0 can't be listed. $1"), place, message)}
                >
                    {detail !== "" && <FailureDetail text={detail} />}
                </Notice>
            ))}
            {backups.length === 0 && unlisted.length === 0 && (
                <p className="am-muted">{_("No backup yet. Back up an app from its page, or add a schedule.")}</p>
            )}
            {backups.length > 0 && (
                <>
                    <div className="am-toolbar">
                        <SearchField label={_("Search backups by app or place")} value={search} onChange={setSearch} />
                        <span className="am-muted" role="status">
                            {search !== "" && cockpit.format(
                                cockpit.ngettext("$0 backup found", "$0 backups found", found.length), number(found.length))}
                        </span>
                    </div>
                    {shown.length > 0 && (
                        <div className="am-scroll">
                            <BackupTable backups={shown} apps={apps} restored={restored} />
                        </div>
                    )}
                    {shown.length < found.length && (
                        <div>
                            <Button variant="link" onClick={() => setIsWhole(true)}>
                                {cockpit.format(_("Show all $0 backups"), number(found.length))}
                            </Button>
                        </div>
                    )}
                </>
            )}
        </>
    );
}

/** Every word stands somewhere in it. */
export function matches(backup: Backup, search: string): boolean {
    const text = [backup.app_id, backup.app_name, backup.version, backup.place, backup.host, backupReasonWord(backup.reason)]
            .join("\n").toLowerCase();
    return search.toLowerCase().split(/\s+/).every(word => text.includes(word));
}

interface BackupTableProps extends Omit<BackupListProps, "backups"> {
    backups: readonly Backup[];
}

function BackupTable({ backups, apps, restored }: BackupTableProps) {
    const { dialogs } = usePage();
    return (
        <Table
            caption={_("Backups")}
            heads={[
                _("App"), _("Version"), _("Time"), _("Size"), _("Reason"), _("Place"), _("Server"), _("Actions"),
            ]}
        >
            {backups.map(backup => (
                <Row key={`${backup.place} ${backup.backup_id}`}>
                    <RowHead label={_("App")}>
                        <div>
                            {backup.app_id}{" "}<span className="am-backup__app">{backup.app_name}</span>
                            {backup.unsaved.length > 0 && <div className="am-muted">{unsavedText(backup)}</div>}
                        </div>
                    </RowHead>
                    <Cell label={_("Version")}>{backup.version}</Cell>
                    <Cell label={_("Time")}>
                        <div>{dateTime(backup.time)}<Rehearsal rehearsed={backup.rehearsed} /></div>
                    </Cell>
                    <Cell label={_("Size")}>{backup.size === null ? _("Unknown") : capacity(backup.size)}</Cell>
                    <Cell label={_("Reason")}>{backupReasonWord(backup.reason)}</Cell>
                    <Cell label={_("Place")}>{backup.place}</Cell>
                    <Cell label={_("Server")}><span className="am-backup__host">{backup.host}</span></Cell>
                    <Cell>
                        <Button
                            variant="secondary"
                            size="sm"
                            aria-label={cockpit.format(_("Restore $0 of $1"), backup.app_id, dateTime(backup.time))}
                            onClick={() => dialogs.show(<RestoreDialog backup={backup} apps={apps} restored={restored} />)}
                        >
                            {_("Restore")}
                        </Button>
                    </Cell>
                </Row>
            ))}
        </Table>
    );
}

/** On this server. */
function Rehearsal({ rehearsed }: Pick<Backup, "rehearsed">) {
    if (rehearsed === null)
        return null;
    return (
        <div>
            <span className={`am-status am-status--${rehearsed.ok ? "running" : "error"} am-backup__rehearsal`}>
                <span className="am-status__icon" aria-hidden="true">
                    {rehearsed.ok ? <CheckCircleIcon /> : <ExclamationCircleIcon />}
                </span>
                {cockpit.format(rehearsed.ok ? _("Rehearsed $0") : _("Rehearsal failed $0"), dateTime(rehearsed.time))}
            </span>
        </div>
    );
}
