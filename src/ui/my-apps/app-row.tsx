// SPDX-License-Identifier: LGPL-2.1-or-later
/** An app in the list: what it is, how it is, where it is, and the one obvious thing to do. */
import cockpit from "cockpit";
import { memo, useEffect, useRef } from "react";
import type { AppOverview } from "../../apps/status/overview";
import { ActionFailure } from "../app/action-failure";
import { isOpenable } from "../app/app-actions";
import { AppButtons } from "../app/app-buttons";
import { BackupStep } from "../app/backup-step";
import { AppLogo } from "../app/logo";
import { Place, publishedText } from "../app/place";
import { PullProgress } from "../app/pull-progress";
import { StatusLabel } from "../app/status-label";
import { UpdateLabel } from "../app/update-label";
import { UpdateStep } from "../app/update-step";
import { ExternalLink } from "../parts/external-link";
import { hrefOf } from "../route";
import { shortAddress, webAddress } from "../words/address";
import { placeText } from "../words/queue-place";
import { activityOf, doesNotAnswer, isBackingUp, isUpdating } from "../words/status-word";
import { Why } from "./why";

const _ = cockpit.gettext;

interface AppRowProps {
    app: AppOverview;
    /** The newer version that it can get. */
    update: string | undefined;
    /** Just begun: it comes into sight and takes the focus. */
    isFresh: boolean;
}

export const AppRow = memo(function AppRow({ app, update, isFresh }: AppRowProps) {
    const { record, state, progress, pace, place } = app;
    const link = useRef<HTMLAnchorElement>(null);
    const details = hrefOf({ view: "app", id: record.app_id, tab: "overview" });
    const address = webAddress(record.access.url);
    const activity = activityOf(app.job);
    const isBesides = isUpdating(app) || isBackingUp(app);
    const isOpen = activity === undefined && address !== "" && isOpenable(app);

    useEffect(() => {
        if (isFresh) {
            link.current?.scrollIntoView({ block: "center" });
            link.current?.focus({ preventScroll: true });
        }
    }, [isFresh]);

    return (
        <li className={isFresh ? "am-app am-app--fresh" : "am-app"} data-app={record.app_id}>
            <AppLogo record={record} />
            <a className="am-app__name" href={details} ref={link}>{record.customer_name}</a>
            <StatusLabel app={app} />
            {activity === undefined && !isBesides && state.status === "error" && state.reason !== undefined
                ? <Why app={app} reason={state.reason} />
                : (
                    <div className="am-app__news">
                        <UpdateStep app={app} />
                        <BackupStep app={app} />
                        {isBesides && " "}
                        {state.status === "queuing" && place !== undefined && placeText(place)}
                        {state.status === "pulling" && progress !== undefined && (
                            <PullProgress progress={progress} pace={pace} name={record.customer_name} />
                        )}
                        {doesNotAnswer(app) && <span>{_("Does not answer yet.")}{" "}</span>}
                        {isOpen && <ExternalLink address={address} />}
                        {state.status === "running" && !isOpen && <Unlinked app={app} address={address} />}
                    </div>
                )}
            <span className="am-app__version">
                {record.trade_mark} {record.version}
                {update !== undefined && (
                    <>
                        {" "}
                        <a href={details} aria-label={cockpit.format(_("$0 available for $1"), update, record.customer_name)}>
                            <UpdateLabel version={update} />
                        </a>
                    </>
                )}
            </span>
            <AppButtons
                app={app}
                links={[
                    ...(isOpen ? [{ text: _("Open"), href: address, external: true }] : []),
                    { text: _("Show the logs"), href: hrefOf({ view: "app", id: record.app_id, tab: "logs" }) },
                ]}
            />
            <ActionFailure appId={record.app_id} />
        </li>
    );
});

/** A web page that only this server reaches, or where a database listens. */
function Unlinked({ app: { localOnly, published: [first] }, address }: { app: AppOverview, address: string }) {
    if (address !== "")
        return <Place text={shortAddress(address)} localOnly={localOnly} />;
    return first === undefined ? null : <Place text={publishedText(first)} localOnly={first.localOnly} />;
}
