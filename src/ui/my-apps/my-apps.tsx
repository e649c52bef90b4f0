// SPDX-License-Identifier: LGPL-2.1-or-later
/** My apps: a row per app, what failed and why, and the way to the store. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button";
import { ToggleGroup, ToggleGroupItem } from "@patternfly/react-core/dist/esm/components/ToggleGroup";
import CubesIcon from "@patternfly/react-icons/dist/esm/icons/cubes-icon";
import cockpit from "cockpit";
import { Suspense, useMemo } from "react";
import type { BrokenRecord } from "../../apps/records/store";
import type { AppOverview } from "../../apps/status/overview";
import "../app/app-rows.css";
import { isInstalled, sorted } from "../app/installed";
import { UpdateWords } from "../app/update-label";
import { lazyView } from "../page/lazy-view";
import { ViewsHeader } from "../page/views-header";
import { Face } from "../parts/face";
import { Later } from "../parts/later";
import { NoMatch } from "../parts/no-match";
import { SearchField } from "../parts/search-field";
import { hrefOf } from "../route";
import { intlLanguage, number } from "../words/quantity";
import { groupWord, type StatusGroup } from "../words/status-word";
import { AppRow } from "./app-row";
import { BrokenRecords } from "./broken-records";
import { counts, matches, noFilter, type Filter } from "./filter";
import { KeptApps } from "./kept-apps";
import "./my-apps.css";

const _ = cockpit.gettext;

const News = lazyView(async () => (await import("./news")).News);

const groups: StatusGroup[] = ["running", "working", "error", "stopped"];

interface MyAppsProps {
    apps: readonly AppOverview[];
    broken: readonly BrokenRecord[];
    /** By app id the newer version that it can get. */
    updates: ReadonlyMap<string, string>;
    fresh: string | undefined;
    filter: Filter;
    setFilter(filter: Filter): void;
}

export function MyApps({ apps, broken, updates, fresh, filter, setFilter }: MyAppsProps) {
    const installed = useMemo(() => sorted(apps.filter(isInstalled), intlLanguage()), [apps]);
    const kept = useMemo(() => sorted(apps.filter(app => !isInstalled(app)), intlLanguage()), [apps]);
    const shown = installed.filter(app => matches(app, filter));
    const count = counts(installed);
    const store = hrefOf({ view: "store", category: "" });

    return (
        <>
            <header className="am-header">
                <ViewsHeader current="my-apps" />
                <div className="am-header__action am-buttons">
                    <Button variant="secondary" component="a" href={hrefOf({ view: "backups" })}>{_("Backups")}</Button>
                    <Button component="a" href={store}>{_("Install an app")}</Button>
                </div>
            </header>
            <h1 className="pf-v6-screen-reader">{_("My apps")}</h1>
            {broken.length > 0 && <BrokenRecords records={broken} />}
            <Later><Suspense><News apps={apps} /></Suspense></Later>
            {installed.length === 0
                ? (
                    <Face
                        title={_("No apps are installed yet")}
                        icon={CubesIcon}
                        actions={<Button component="a" href={store}>{_("Browse the store")}</Button>}
                    >
                        {_("Pick an app from the store, give it a name, and it runs on this server minutes later.")}
                    </Face>
                )
                : (
                    <>
                        <div className="am-toolbar">
                            <SearchField
                                label={_("Search my apps")}
                                value={filter.text}
                                onChange={text => setFilter({ ...filter, text })}
                            />
                            <ToggleGroup className="am-filter" aria-label={_("Filter by status")}>
                                <ToggleGroupItem
                                    text={`${_("All")} ${number(count.all)}`}
                                    isSelected={filter.group === "all"}
                                    onChange={() => setFilter({ ...filter, group: "all" })}
                                />
                                {groups.filter(group => count[group] > 0 || filter.group === group).map(group => (
                                    <ToggleGroupItem
                                        key={group}
                                        text={`${groupWord(group)} ${number(count[group])}`}
                                        isSelected={filter.group === group}
                                        onChange={() => setFilter({ ...filter, group })}
                                    />
                                ))}
                            </ToggleGroup>
                            <a className="am-toolbar__end" href={hrefOf({ view: "updates" })}>
                                {updates.size === 0 ? _("Updates") : (
                                    <UpdateWords
                                        text={cockpit.format(
                                            cockpit.ngettext("$0 update available", "$0 updates available", updates.size),
                                            number(updates.size))}
                                    />
                                )}
                            </a>
                        </div>
                        {shown.length === 0
                            ? <NoMatch clear={() => setFilter(noFilter)} />
                            : (
                                <ul className="am-apps" aria-label={_("My apps")}>
                                    {shown.map(app => {
                                        const { app_id: id } = app.record;
                                        return <AppRow key={id} app={app} update={updates.get(id)} isFresh={id === fresh} />;
                                    })}
                                </ul>
                            )}
                    </>
                )}
            {kept.length > 0 && <KeptApps apps={kept} />}
        </>
    );
}
