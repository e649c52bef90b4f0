// SPDX-License-Identifier: LGPL-2.1-or-later
/** Newer versions of the installed apps that the libraries have, to be taken one by one or all. */
import { Breadcrumb, BreadcrumbItem } from "@patternfly/react-core/dist/esm/components/Breadcrumb";
import { Button } from "@patternfly/react-core/dist/esm/components/Button";
import CheckCircleIcon from "@patternfly/react-icons/dist/esm/icons/check-circle-icon";
import cockpit from "cockpit";
import { useId, useMemo } from "react";
import { newerVersion } from "../../apps/change/newer-version";
import type { Offer } from "../../apps/libraries/libraries";
import type { AppOverview } from "../../apps/status/overview";
import { isChangeable } from "../app/app-actions";
import "../app/app-rows.css";
import { isInstalled, sorted } from "../app/installed";
import { LibraryTrouble } from "../app/library-trouble";
import type { CatalogueState } from "../page/catalogue";
import { HostFace } from "../page/host-face";
import { usePage } from "../page/page-context";
import "../page/title.css";
import { Face } from "../parts/face";
import { Notice } from "../parts/notice";
import { hrefOf } from "../route";
import { intlLanguage, list } from "../words/quantity";
import { NewImages } from "./new-images";
import { isTroubled } from "./trouble";
import type { Update } from "./update";
import { UpdateAllDialog } from "./update-all-dialog";
import { UpdateRow } from "./update-row";

const _ = cockpit.gettext;

interface UpdatesProps {
    catalogue: CatalogueState;
    apps: readonly AppOverview[];
    readAgain(): void;
}

export function Updates({ catalogue, apps, readAgain }: UpdatesProps) {
    const installed = useMemo(() => sorted(apps.filter(isInstalled), intlLanguage()), [apps]);
    const offered = useMemo(
        () => new Map(catalogue.is === "ready" ? catalogue.catalogue.apps.map(app => [app.name, app]) : []), [catalogue]);
    const updates = installed.flatMap((app): Update[] => {
        const version = newerVersion(app.record, offered);
        return version === undefined ? [] : [{ app, version }];
    });
    if (catalogue.is === "loading")
        return <HostFace host={{ is: "loading" }} />;

    return (
        <>
            <Breadcrumb aria-label={_("Where you are")}>
                <BreadcrumbItem to={hrefOf({ view: "my-apps" })}>{_("My apps")}</BreadcrumbItem>
                <BreadcrumbItem isActive>{_("Updates")}</BreadcrumbItem>
            </Breadcrumb>
            <header className="am-title">
                <div className="am-title__text">
                    <h1 className="am-title__name">{_("Updates")}</h1>
                    <p className="am-muted">{_("Newer versions of your apps in the libraries.")}</p>
                </div>
                {updates.length > 0 && <UpdateAll updates={updates} />}
            </header>
            {catalogue.is === "failed" && <LibraryTrouble reason={catalogue.reason} tryAgain={readAgain} />}
            {catalogue.is === "ready" && (
                <UpdateList
                    catalogue={catalogue.catalogue}
                    updates={updates}
                    apps={installed}
                    others={installed.filter(({ record }) => !offered.has(record.name))}
                />
            )}
            {installed.length > 0 && <NewImages apps={installed} />}
        </>
    );
}

/** Of those that can be updated now. */
function UpdateAll({ updates }: { updates: readonly Update[] }) {
    const { dialogs } = usePage();
    const id = useId();
    const possible = updates.filter(({ app }) => isChangeable(app));
    return (
        <>
            <span id={id} className="am-muted">
                {possible.length === 0 && _("None of these apps can be updated now.")}
            </span>
            <Button
                isAriaDisabled={possible.length === 0}
                aria-describedby={id}
                onClick={() => dialogs.show(<UpdateAllDialog updates={possible} />)}
            >
                {_("Update all")}
            </Button>
        </>
    );
}

interface UpdateListProps {
    catalogue: Offer;
    updates: readonly Update[];
    apps: readonly AppOverview[];
    /** Those that no library has. */
    others: readonly AppOverview[];
}

function UpdateList({ catalogue, updates, apps, others }: UpdateListProps) {
    const isInTrouble = isTroubled(catalogue, apps);
    return (
        <>
            {isInTrouble && (
                <Notice variant="warning" title={_("Some updates may be missing: a library, or an app in it, can't be read.")}>
                    <a href={hrefOf({ view: "libraries" })}>{_("Show the libraries")}</a>
                </Notice>
            )}
            {updates.length === 0 && !isInTrouble && (
                <Face title={_("No updates")} icon={CheckCircleIcon} level="h2">
                    {_("All apps are up to date with their libraries.")}
                </Face>
            )}
            {updates.length > 0 && (
                <ul className="am-apps" aria-label={_("Updates")}>
                    {updates.map(({ app, version }) => <UpdateRow key={app.record.app_id} app={app} version={version} />)}
                </ul>
            )}
            {others.length > 0 && (
                <p className="am-muted">
                    {cockpit.format(_("No library has these apps anymore: $0."), list(others.map(nameOf)))}
                </p>
            )}
        </>
    );
}

function nameOf({ record }: AppOverview): string {
    return record.customer_name;
}
