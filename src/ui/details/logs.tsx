// SPDX-License-Identifier: LGPL-2.1-or-later
/** The logs of an app as they grow: of the installation, of one service, or of all. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button";
import { Checkbox } from "@patternfly/react-core/dist/esm/components/Checkbox";
import { FormSelect, FormSelectOption } from "@patternfly/react-core/dist/esm/components/FormSelect";
import cockpit from "cockpit";
import { useEffect, useMemo, useRef, useState } from "react";
import type { LogOf } from "../../apps/log";
import type { AppOverview } from "../../apps/status/overview";
import { usePage } from "../page/page-context";
import { CopyButton } from "../parts/copy-button";
import { Notice } from "../parts/notice";
import { SearchField } from "../parts/search-field";
import { list } from "../words/quantity";
import { serviceOf } from "../words/reason-text";
import { rejectionText } from "../words/rejection-text";
import { download } from "./download";
import { noNews, openLogView, type LogNews, type LogView } from "./log-view";

const _ = cockpit.gettext;

/** Not names of services: the installation's own log, and all services. */
const job = "";
const all = "*";

function logOf(choice: string): LogOf {
    return choice === job ? { is: "job" } : { is: "services", service: choice === all ? undefined : choice };
}

export function Logs({ app }: { app: AppOverview }) {
    const { manager } = usePage();
    const id = app.record.app_id;
    const services = useMemo(() => servicesOf(app), [app]);
    const [choice, setChoice] = useState(() => firstLog(app, services));
    const [look, setLook] = useState({ search: "", times: false });
    const [news, setNews] = useState<LogNews>(noNews);
    const [fault, setFault] = useState("");
    const box = useRef<HTMLPreElement>(null);
    const view = useRef<LogView>();
    const wanted = useRef(look);

    useEffect(() => {
        if (box.current === null)
            return undefined;
        setNews(noNews);
        setFault("");
        const opened = openLogView(manager, id, logOf(choice), box.current, wanted.current, setNews);
        view.current = opened;
        return () => opened.end();
    }, [manager, id, choice]);

    useEffect(() => {
        if (wanted.current !== look)
            view.current?.look(look);
        wanted.current = look;
    }, [look]);

    const save = async (): Promise<void> => {
        setFault("");
        try {
            const { argv, fileName } = await manager.logDownload(id, logOf(choice));
            download(argv, fileName);
        } catch (error) {
            setFault(rejectionText(error));
        }
    };

    return (
        <div className="am-tab">
            <div className="am-toolbar">
                <FormSelect
                    className="am-log-of"
                    aria-label={_("Log of")}
                    value={choice}
                    onChange={(_event, value) => setChoice(value)}
                >
                    {services.length > 1 && <FormSelectOption value={all} label={_("All services")} />}
                    {services.map(service => <FormSelectOption key={service} value={service} label={service} />)}
                    <FormSelectOption value={job} label={_("Installation")} />
                </FormSelect>
                <SearchField
                    label={_("Filter lines")}
                    value={look.search}
                    onChange={search => setLook({ ...look, search })}
                />
                <Checkbox
                    id="log-times"
                    label={_("Time stamps")}
                    isChecked={look.times}
                    onChange={(_event, times) => setLook({ ...look, times })}
                />
                <CopyButton text={() => box.current?.textContent ?? ""} label={_("Copy the lines shown")}>
                    {_("Copy")}
                </CopyButton>
                <Button variant="secondary" size="sm" onClick={() => void save()}>{_("Download")}</Button>
            </div>
            {fault !== "" && <Notice variant="danger" title={fault} spoken />}
            <Unkept news={news} isOneService={choice !== all} />
            {news.hasEarlier && (
                <p className="am-muted">
                    {news.canLoadEarlier
                        ? _("Earlier lines are not shown.")
                        : _("Earlier lines are not shown. Download the log to read all of it.")}
                    {" "}
                    {news.canLoadEarlier && (
                        <Button variant="link" isInline onClick={() => view.current?.loadEarlier()}>{_("Load more")}</Button>
                    )}
                </p>
            )}
            <pre
                key={choice}
                className="am-log am-log--live"
                ref={box}
                dir="ltr"
                tabIndex={0}
                role="region"
                aria-label={_("Log")}
            />
            <div className="am-log-foot">
                {!news.isFollowed && (
                    <>
                        <span className="am-muted">
                            {news.isPaused ? _("New lines are not loaded while you read.") : _("New lines are added below.")}
                        </span>
                        <Button variant="secondary" size="sm" onClick={() => view.current?.follow()}>{_("Follow")}</Button>
                    </>
                )}
                <span className="am-muted" role="status">
                    {news.state.isRead && news.isEmpty && !news.state.isAllUnkept && _("Nothing has been printed.")}
                    {!news.isEmpty && !news.hasMatch && _("No lines match.")}
                </span>
            </div>
        </div>
    );
}

function Unkept({ news: { state: { unkept, isAllUnkept } }, isOneService }: { news: LogNews, isOneService: boolean }) {
    if (unkept.length === 0)
        return null;
    const title = isOneService && isAllUnkept
        ? _("The logs of this service are not kept by Docker")
        : cockpit.format(_("The logs of $0 are not kept by Docker"), list(unkept));
    return (
        <Notice variant="info" title={title}>
            {_("Its logging driver sends them elsewhere, or nowhere.")}
        </Notice>
    );
}

function servicesOf({ record, containers }: AppOverview): string[] {
    return [...new Set([...Object.keys(record.services), ...containers.map(({ service }) => service)])].sort();
}

/** What one most likely came to see. */
function firstLog({ state, job: work, containers }: AppOverview, services: readonly string[]): string {
    if (state.reason !== undefined)
        return serviceOf(state.reason) ?? job;
    if (work?.alive === true)
        return job;
    return containers.find(({ ports }) => ports.length > 0)?.service ?? services[0] ?? job;
}
