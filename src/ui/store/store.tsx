// SPDX-License-Identifier: LGPL-2.1-or-later
/** The store: all apps of the libraries, to be searched and narrowed by category. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button";
import cockpit from "cockpit";
import { useDeferredValue, useMemo } from "react";
import type { Offer } from "../../apps/libraries/libraries";
import type { AppOverview } from "../../apps/status/overview";
import { BrokenFolders } from "../app/broken-folders";
import { isInstalled } from "../app/installed";
import { LibraryTrouble } from "../app/library-trouble";
import { WritersNotice } from "../app/writers-notice";
import type { CatalogueState } from "../page/catalogue";
import { ViewsHeader } from "../page/views-header";
import { NoMatch } from "../parts/no-match";
import { SearchField } from "../parts/search-field";
import { hrefOf } from "../route";
import { categoryName } from "../words/category-name";
import { libraryNames } from "../words/library-name";
import { number } from "../words/quantity";
import { Aisles } from "./aisles";
import { CardSkeletons } from "./card-skeletons";
import { entriesOf, found } from "./search";
import { StoreCard } from "./store-card";
import "./store.css";

const _ = cockpit.gettext;

interface StoreProps {
    catalogue: CatalogueState;
    apps: readonly AppOverview[];
    category: string;
    /** Folder of the library whose apps are shown, "" for all. */
    library: string;
    search: string;
    setSearch(search: string): void;
    readAgain(): void;
}

export function Store({ catalogue, readAgain, ...props }: StoreProps) {
    return (
        <>
            <header className="am-header">
                <ViewsHeader current="store" />
                <Button
                    className="am-header__action"
                    variant="secondary"
                    component="a"
                    href={hrefOf({ view: "libraries" })}
                >
                    {_("Libraries")}
                </Button>
            </header>
            <h1 className="pf-v6-screen-reader">{_("Store")}</h1>
            {catalogue.is === "loading" && <CardSkeletons />}
            {catalogue.is === "failed" && <LibraryTrouble reason={catalogue.reason} tryAgain={readAgain} />}
            {catalogue.is === "ready" && <Shelves catalogue={catalogue.catalogue} {...props} />}
        </>
    );
}

interface ShelvesProps extends Omit<StoreProps, "catalogue" | "readAgain"> {
    catalogue: Offer;
}

function Shelves({ catalogue, apps, category, library, search, setSearch }: ShelvesProps) {
    const entries = useMemo(() => entriesOf(catalogue.apps, cockpit.language || "en"), [catalogue]);
    const libraries = useMemo(() => catalogue.libraries.filter(({ apps: count }) => count > 0), [catalogue]);
    const names = useMemo(() => libraryNames(catalogue.libraries), [catalogue]);
    // That an app is built in, or of the only library, goes without saying.
    const said = useMemo(() => new Map(libraries.length < 2 ? [] : libraries
        .filter(({ origin }) => origin !== "shipped")
        .map(({ folder }) => [folder, names.get(folder) ?? folder])), [libraries, names]);
    const inLibrary = useMemo(
        () => library === "" ? entries : entries.filter(entry => entry.library === library), [entries, library]);
    // The letter is in the field at once; the shelves follow when there is time.
    const asked = useDeferredValue(search);
    const shown = useMemo(() => found(inLibrary, asked, category), [inLibrary, asked, category]);
    const installedNames = apps.filter(isInstalled).map(({ record }) => record.name).sort().join("\n");
    const installed = useMemo(() => new Set(installedNames.split("\n")), [installedNames]);

    const clear = (): void => {
        setSearch("");
        cockpit.location.replace(["store"]);
    };

    return (
        <>
            <div className="am-toolbar">
                <SearchField
                    label={cockpit.format(
                        cockpit.ngettext("Search $0 app", "Search $0 apps", inLibrary.length), number(inLibrary.length))}
                    value={search}
                    onChange={setSearch}
                />
                <span className="am-muted" role="status">
                    {asked !== "" && cockpit.format(
                        cockpit.ngettext("$0 app found", "$0 apps found", shown.length), number(shown.length))}
                </span>
            </div>
            <BrokenFolders broken={catalogue.broken} />
            <WritersNotice folders={libraries.map(({ folder }) => folder)} />
            <div className="am-store">
                <Aisles
                    entries={entries}
                    inLibrary={inLibrary}
                    libraries={libraries}
                    names={names}
                    category={category}
                    library={library}
                />
                <section className="am-shelves" aria-label={category === "" ? _("All apps") : categoryName(category)}>
                    {shown.length === 0
                        ? <NoMatch clear={clear} />
                        : (
                            <ul className="am-cards">
                                {shown.map(entry => (
                                    <StoreCard
                                        key={entry.app.name}
                                        entry={entry}
                                        library={said.get(entry.library) ?? ""}
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
