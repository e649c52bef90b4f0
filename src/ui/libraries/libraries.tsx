// SPDX-License-Identifier: LGPL-2.1-or-later
/** Where the store's apps come from: the libraries in their order, to be added and removed. */
import { Breadcrumb, BreadcrumbItem } from "@patternfly/react-core/dist/esm/components/Breadcrumb";
import { Button } from "@patternfly/react-core/dist/esm/components/Button";
import cockpit from "cockpit";
import { useMemo } from "react";
import type { Library } from "../../apps/libraries/libraries";
import type { AppOverview } from "../../apps/status/overview";
import { isInstalled } from "../app/installed";
import { LibraryTrouble } from "../app/library-trouble";
import type { CatalogueState } from "../page/catalogue";
import { HostFace } from "../page/host-face";
import { usePage } from "../page/page-context";
import "../page/title.css";
import { hrefOf } from "../route";
import { libraryNames } from "../words/library-name";
import { AddLibraryDialog } from "./add-library-dialog";
import "./libraries.css";
import { LibraryPanel } from "./library-panel";
import { RemoveLibraryDialog } from "./remove-library-dialog";

const _ = cockpit.gettext;

interface LibrariesProps {
    catalogue: CatalogueState;
    apps: readonly AppOverview[];
    readAgain(): void;
}

export function Libraries({ catalogue, apps, readAgain }: LibrariesProps) {
    const { dialogs } = usePage();
    if (catalogue.is === "loading")
        return <HostFace host={{ is: "loading" }} />;

    const remove = (library: Library, libraries: readonly Library[]): void => dialogs.show(
        <RemoveLibraryDialog
            library={library}
            libraries={libraries}
            installed={apps.filter(app => isInstalled(app) && app.record.library === library.folder).length}
            changed={readAgain}
        />);

    return (
        <>
            <Breadcrumb aria-label={_("Where you are")}>
                <BreadcrumbItem to={hrefOf({ view: "store", category: "" })}>{_("Store")}</BreadcrumbItem>
                <BreadcrumbItem isActive>{_("Libraries")}</BreadcrumbItem>
            </Breadcrumb>
            <header className="am-title">
                <div className="am-title__text">
                    <h1 className="am-title__name">{_("Libraries")}</h1>
                    <p className="am-muted">
                        {_("The apps of the store come from these folders. Where several have the same app, the first one counts.")}
                    </p>
                </div>
                {catalogue.is === "ready" && (
                    <Button onClick={() => dialogs.show(<AddLibraryDialog changed={readAgain} />)}>
                        {_("Add a library")}
                    </Button>
                )}
            </header>
            {catalogue.is === "failed"
                ? <LibraryTrouble reason={catalogue.reason} tryAgain={readAgain} />
                : <LibraryList libraries={catalogue.catalogue.libraries} remove={remove} />}
        </>
    );
}

interface LibraryListProps {
    libraries: readonly Library[];
    remove(library: Library, libraries: readonly Library[]): void;
}

function LibraryList({ libraries, remove }: LibraryListProps) {
    const names = useMemo(() => libraryNames(libraries), [libraries]);
    return (
        <ol className="am-libraries" aria-label={_("Libraries")}>
            {libraries.map((library, index) => (
                // A folder may be configured twice, by hand.
                <LibraryPanel
                    key={`${index} ${library.folder}`}
                    library={library}
                    name={names.get(library.folder) ?? library.folder}
                    names={names}
                    remove={() => remove(library, libraries)}
                />
            ))}
        </ol>
    );
}
