// SPDX-License-Identifier: LGPL-2.1-or-later
/** An installed app: how it is and why, all that belongs to it, and all that can be done with it. */
import { Breadcrumb, BreadcrumbItem } from "@patternfly/react-core/dist/esm/components/Breadcrumb";
import { Button } from "@patternfly/react-core/dist/esm/components/Button";
import { Tab, Tabs, TabTitleText } from "@patternfly/react-core/dist/esm/components/Tabs";
import cockpit from "cockpit";
import { useEffect, useRef } from "react";
import type { AppOverview } from "../../apps/status/overview";
import type { Reason } from "../../apps/status/status";
import { ActionFailure } from "../app/action-failure";
import { isOpenable } from "../app/app-actions";
import { AppButtons } from "../app/app-buttons";
import { BackupStep } from "../app/backup-step";
import { ChangeDialog } from "../app/change-dialog";
import { Explanation } from "../app/explanation";
import { isInstalled } from "../app/installed";
import { AppLogo } from "../app/logo";
import { PullProgress } from "../app/pull-progress";
import { StatusLabel } from "../app/status-label";
import { UpdateStep } from "../app/update-step";
import { usePage } from "../page/page-context";
import "../page/title.css";
import { Notice } from "../parts/notice";
import { detailTabs, hrefOf, type DetailTab } from "../route";
import { webAddress } from "../words/address";
import { placeText } from "../words/queue-place";
import { activityOf, doesNotAnswer } from "../words/status-word";
import { wordsOf } from "../words/trouble-words";
import { ComposeFile } from "./compose-file";
import "./details.css";
import { FailedBackup } from "./failed-backup";
import { Logs } from "./logs";
import { Overview } from "./overview";
import { Services } from "./services";
import { Settings } from "./settings";
import { FailedChange, WayBack } from "./way-back";

const _ = cockpit.gettext;

interface AppDetailsProps {
    app: AppOverview;
    /** The newer version that it can get. */
    update: string | undefined;
    tab: DetailTab;
}

export function AppDetails({ app, update, tab }: AppDetailsProps) {
    const { dialogs } = usePage();
    const { record, state, place, progress, pace } = app;
    const tabs = [
        { key: "overview", title: _("Overview"), content: Overview },
        { key: "services", title: _("Services"), content: Services },
        { key: "logs", title: _("Logs"), content: Logs },
        { key: "settings", title: _("Settings"), content: Settings },
        { key: "compose", title: _("Compose file"), content: ComposeFile },
    ];
    const address = webAddress(record.access.url);
    const isBusy = activityOf(app.job) !== undefined;
    const strip = useRef<HTMLDivElement>(null);

    // Where not all tabs fit, the chosen one is in sight.
    useEffect(() => {
        const list = strip.current?.querySelector("[role=tablist]");
        const chosen = list?.querySelector("[aria-selected=true]");
        if (!list || !chosen)
            return;
        const [outer, inner] = [list.getBoundingClientRect(), chosen.getBoundingClientRect()];
        list.scrollLeft += inner.left + inner.width / 2 - outer.left - outer.width / 2;
    }, [tab]);

    return (
        <>
            <Breadcrumb aria-label={_("Where you are")}>
                <BreadcrumbItem to={hrefOf({ view: "my-apps" })}>{_("My apps")}</BreadcrumbItem>
                <BreadcrumbItem isActive>{record.customer_name}</BreadcrumbItem>
            </Breadcrumb>
            <header className="am-title" data-app={record.app_id}>
                <AppLogo record={record} />
                <div className="am-title__text">
                    <h1 className="am-title__name">{record.customer_name}</h1>
                    <p className="am-title__status">
                        {isInstalled(app) || isBusy ? <StatusLabel app={app} /> : _("Uninstalled, data kept")}
                        <UpdateStep app={app} />
                        <BackupStep app={app} />
                        {state.status === "queuing" && place !== undefined && <span>{placeText(place)}</span>}
                        {state.status === "pulling" && progress !== undefined && (
                            <PullProgress progress={progress} pace={pace} name={record.customer_name} />
                        )}
                    </p>
                </div>
                {!isBusy && address !== "" && isOpenable(app) && (
                    <Button component="a" href={address} target="_blank" rel="noopener noreferrer">{_("Open")}</Button>
                )}
                {update !== undefined && (
                    <Button
                        variant="secondary"
                        onClick={() => dialogs.show(<ChangeDialog app={app} version={update} />)}
                    >
                        {cockpit.format(_("Update to $0"), update)}
                    </Button>
                )}
                <AppButtons
                    app={app}
                    size="default"
                    onDone={action => action === "cancel" && leave(record.app_id)}
                />
            </header>
            <ActionFailure appId={record.app_id} />
            {!isBusy && <FailedChange app={app} />}
            {!isBusy && <FailedBackup app={app} />}
            {!isBusy && doesNotAnswer(app) && (
                <Notice variant="info" title={_("The app does not answer yet")}>
                    {_("Its containers are running. While this page is open, it checks again every 30 seconds.")}
                </Notice>
            )}
            {!isBusy && state.status === "error" && state.reason !== undefined && <Trouble app={app} reason={state.reason} />}
            {!isBusy && <WayBack app={app} />}
            <div ref={strip}>
                <Tabs
                    activeKey={tab}
                    aria-label={cockpit.format(_("About $0"), record.customer_name)}
                    onSelect={(_event, key) => {
                        const next = detailTabs.find(candidate => candidate === key) ?? "overview";
                        cockpit.location.replace(["app", record.app_id], next === "overview" ? {} : { tab: next });
                    }}
                    backScrollAriaLabel={_("Scroll back")}
                    forwardScrollAriaLabel={_("Scroll forward")}
                    mountOnEnter
                    unmountOnExit
                >
                    {tabs.map(({ key, title, content: Content }) => (
                        <Tab key={key} eventKey={key} title={<TabTitleText>{title}</TabTitleText>}>
                            <Content app={app} update={update} />
                        </Tab>
                    ))}
                </Tabs>
            </div>
        </>
    );
}

/** What was cancelled is gone, and so is its page. */
function leave(id: string): void {
    const [view, app] = cockpit.location.path;
    if (view === "app" && app === id)
        cockpit.location.go([]);
}

function Trouble({ app, reason }: { app: AppOverview, reason: Reason }) {
    const words = wordsOf(app, reason);
    return (
        <Notice variant="danger" title={words.what}>
            <Explanation key={words.what} app={app} reason={reason} words={words} folds />
        </Notice>
    );
}
