// SPDX-License-Identifier: LGPL-2.1-or-later
/** An app of the store: what it is, its versions, what it needs, what it may do, and Install. */
import { Breadcrumb, BreadcrumbItem } from "@patternfly/react-core/dist/esm/components/Breadcrumb";
import { Button } from "@patternfly/react-core/dist/esm/components/Button";
import { DescriptionList } from "@patternfly/react-core/dist/esm/components/DescriptionList";
import cockpit from "cockpit";
import { useState } from "react";
import type { Library } from "../../apps/libraries/libraries";
import type { AppOverview } from "../../apps/status/overview";
import type { AppDefinition } from "../../library/definition";
import { libraryOf } from "../../library/library";
import { isInstalled } from "../app/installed";
import { LibraryTrouble } from "../app/library-trouble";
import { Logo } from "../app/logo";
import type { CatalogueState } from "../page/catalogue";
import { HostFace } from "../page/host-face";
import { NotFound } from "../page/not-found";
import "../page/title.css";
import { ExternalLink } from "../parts/external-link";
import { Fact } from "../parts/fact";
import { hrefOf } from "../route";
import { webAddress } from "../words/address";
import { categoryName } from "../words/category-name";
import { libraryNames } from "../words/library-name";
import { localized } from "../words/localized";
import { InstallDialog } from "./install/install-dialog";
import { useDraft } from "./install/use-draft";
import { Needs } from "./needs";
import "./store.css";

const _ = cockpit.gettext;

interface StoreAppProps {
    catalogue: CatalogueState;
    apps: readonly AppOverview[];
    name: string;
    readAgain(): void;
    /** Called with the id of an app whose installation has begun. */
    installed(appId: string): void;
}

export function StoreApp({ catalogue, apps, name, readAgain, installed }: StoreAppProps) {
    if (catalogue.is === "loading")
        return <HostFace host={{ is: "loading" }} />;
    if (catalogue.is === "failed")
        return <LibraryTrouble reason={catalogue.reason} level="h1" tryAgain={readAgain} />;
    const { libraries } = catalogue.catalogue;
    const app = catalogue.catalogue.apps.find(candidate => candidate.name === name);
    if (app === undefined)
        return <NotFound title={_("The library has no such app")} isInStore />;
    const instances = apps.filter(one => isInstalled(one) && one.record.name === name);
    return <Leaflet app={app} libraries={libraries} instances={instances} installed={installed} />;
}

interface LeafletProps {
    app: AppDefinition;
    libraries: readonly Library[];
    instances: readonly AppOverview[];
    installed(appId: string): void;
}

function Leaflet({ app, libraries, instances, installed }: LeafletProps) {
    const [isInstalling, setIsInstalling] = useState(false);
    const { draft, refresh } = useDraft(app);
    const language = cockpit.language || "en";
    const title = localized(app.title, language) || app.trademark;
    const summary = localized(app.summary, language);
    const description = localized(app.description, language);
    const library = libraryOf(app.folder);

    return (
        <>
            <Breadcrumb aria-label={_("Where you are")}>
                <BreadcrumbItem to={hrefOf({ view: "store", category: "" })}>{_("Store")}</BreadcrumbItem>
                <BreadcrumbItem isActive>{title}</BreadcrumbItem>
            </Breadcrumb>
            <header className="am-title">
                <Logo url="" name={title} folder={app.hasLogo ? app.folder : ""} />
                <div className="am-title__text">
                    <h1 className="am-title__name">{title}</h1>
                    <p className="am-muted">{summary}</p>
                </div>
                <Button
                    onClick={() => {
                        refresh();
                        setIsInstalling(true);
                    }}
                >
                    {_("Install")}
                </Button>
            </header>
            {description !== "" && <p className="am-prose">{description}</p>}
            <DescriptionList orientation={{ sm: "horizontal" }} className="am-panel">
                {app.categories.length > 0 && (
                    <Fact term={_("Categories")}>{app.categories.map(categoryName).join(", ")}</Fact>
                )}
                <Fact term={_("Versions")}>{app.editions.map(({ version }) => version).join(", ")}</Fact>
                <Fact term={_("Needs")}><Needs app={app} draft={draft} /></Fact>
                {instances.length > 0 && (
                    <Fact term={_("Installed as")}>
                        {instances.map(({ record }, index) => (
                            <span key={record.app_id}>
                                {index > 0 && ", "}
                                <a href={hrefOf({ view: "app", id: record.app_id, tab: "overview" })}>
                                    {record.customer_name}
                                </a>
                            </span>
                        ))}
                    </Fact>
                )}
                <Link term={_("Website")} url={app.website} />
                <Link term={_("Documentation")} url={app.documentation} />
                <Fact term={_("Library")}>
                    <a href={hrefOf({ view: "store", category: "", library })}>
                        {libraryNames(libraries).get(library) ?? library}
                    </a>
                    {" "}
                    <code dir="ltr" className="am-muted">{app.folder}</code>
                </Fact>
            </DescriptionList>
            {isInstalling && (
                <InstallDialog
                    app={app}
                    title={title}
                    draft={draft}
                    close={() => setIsInstalling(false)}
                    installed={installed}
                />
            )}
        </>
    );
}

function Link({ term, url }: { term: string, url: string }) {
    const address = webAddress(url);
    return address === ""
        ? null
        : <Fact term={term}><ExternalLink address={address} /></Fact>;
}
