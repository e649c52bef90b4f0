// SPDX-License-Identifier: LGPL-2.1-or-later
/** The store: all apps of the libraries, to be searched and narrowed by category. */
import BanIcon from "@patternfly/react-icons/dist/esm/icons/ban-icon";
import cockpit from "cockpit";
import { useDeferredValue, useMemo } from "react";
import type { AppOverview } from "../../apps/overview";
import type { Catalogue } from "../../library/library";
import { RawLines } from "../failure-alert";
import { Face } from "../host/host-face";
import { isInstalled } from "../myapps/filter";
import { NoMatch } from "../no-match";
import { number } from "../quantity";
import { hrefOf } from "../route";
import { SearchField } from "../search-field";
import { ViewsHeader } from "../views-header";
import { BrokenFolders } from "./broken-folders";
import { CardSkeletons } from "./card-skeletons";
import type { CatalogueState } from "./catalogue";
import { categoryName } from "./category-name";
import { categoryCounts, entriesOf, found } from "./search";
import { StoreCard } from "./store-card";
import "./store.css";

const _ = cockpit.gettext;

interface StoreProps {
    catalogue: CatalogueState;
    apps: readonly AppOverview[];
    category: string;
    search: string;
    setSearch(search: string): void;
}

export function Store({ catalogue, ...props }: StoreProps) {
    return (
        <>
            <header className="am-header"><ViewsHeader current="store" /></header>
            <h1 className="pf-v6-screen-reader">{_("Store")}</h1>
            {catalogue.is === "loading" && <CardSkeletons />}
            {catalogue.is === "failed" && (
                <Face
                    title={_("The library can't be read")}
                    icon={BanIcon}
                    level="h2"
                    extra={<RawLines text={catalogue.detail} label={_("Details")} />}
                />
            )}
            {catalogue.is === "ready" && <Shelves catalogue={catalogue.catalogue} {...props} />}
        </>
    );
}

interface ShelvesProps extends Omit<StoreProps, "catalogue"> {
    catalogue: Catalogue;
}

function Shelves({ catalogue, apps, category, search, setSearch }: ShelvesProps) {
    const entries = useMemo(() => entriesOf(catalogue.apps, cockpit.language || "en"), [catalogue]);
    const categories = useMemo(() => categoryCounts(catalogue.apps), [catalogue]);
    // The letter is in the field at once; the shelves follow when there is time.
    const asked = useDeferredValue(search);
    const shown = useMemo(() => found(entries, asked, category), [entries, asked, category]);
    const installedNames = apps.filter(isInstalled).map(({ record }) => record.name).sort().join("\n");
    const installed = useMemo(() => new Set(installedNames.split("\n")), [installedNames]);

    const choose = (next: string): void => cockpit.location.replace(["store"], next === "" ? {} : { category: next });
    const clear = (): void => {
        setSearch("");
        choose("");
    };

    return (
        <>
            <div className="am-toolbar">
                <SearchField
                    label={cockpit.format(
                        cockpit.ngettext("Search $0 app", "Search $0 apps", entries.length), number(entries.length))}
                    value={search}
                    onChange={setSearch}
                />
                <span className="am-muted" role="status">
                    {asked !== "" && cockpit.format(
                        cockpit.ngettext("$0 app found", "$0 apps found", shown.length), number(shown.length))}
                </span>
            </div>
            <BrokenFolders broken={catalogue.broken} />
            <div className="am-store">
                <nav className="am-categories" aria-labelledby="store-categories">
                    <h2 id="store-categories" className="am-heading">{_("Categories")}</h2>
                    <ul>
                        <Category name={_("All")} id="" count={entries.length} current={category} />
                        {categories.map(([id, count]) => (
                            <Category key={id} name={categoryName(id)} id={id} count={count} current={category} />
                        ))}
                    </ul>
                </nav>
                <section className="am-shelves" aria-label={category === "" ? _("All apps") : categoryName(category)}>
                    {shown.length === 0
                        ? <NoMatch clear={clear} />
                        : (
                            <ul className="am-cards">
                                {shown.map(entry => (
                                    <StoreCard
                                        key={entry.app.name}
                                        entry={entry}
                                        isInstalled={installed.has(entry.app.name)}
                                    />
                                ))}
                            </ul>
                        )}
                </section>
            </div>
        </>
    );
}

interface CategoryProps {
    name: string;
    id: string;
    count: number;
    current: string;
}

function Category({ name, id, count, current }: CategoryProps) {
    return (
        <li>
            <a
                className="am-categories__link"
                href={hrefOf({ view: "store", category: id })}
                {...(id === current && { "aria-current": "true" })}
            >
                <span>{name}</span>
                <span className="am-categories__count">{number(count)}</span>
            </a>
        </li>
    );
}
