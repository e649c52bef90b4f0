// SPDX-License-Identifier: LGPL-2.1-or-later
/** One library of the list: what it brings, what of it is not on offer and why, and Remove where it was added. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button";
import { ExpandableSection } from "@patternfly/react-core/dist/esm/components/ExpandableSection";
import cockpit from "cockpit";
import type { Library } from "../../apps/libraries/libraries";
import { BrokenFolders } from "../app/broken-folders";
import { WritersNotice } from "../app/writers-notice";
import { Notice } from "../parts/notice";
import { hrefOf } from "../route";
import { originText } from "../words/library-name";
import { number } from "../words/quantity";

const _ = cockpit.gettext;

interface LibraryPanelProps {
    library: Library;
    name: string;
    names: ReadonlyMap<string, string>;
    remove(): void;
}

export function LibraryPanel({ library, name, names, remove }: LibraryPanelProps) {
    const { folder, origin, exists, hidden, broken } = library;
    return (
        <li className="am-panel am-library">
            <div className="am-library__text">
                <h2 className="am-heading">{name}</h2>
                <p><code dir="ltr">{folder}</code></p>
                <p className="am-muted">{originText(library)}</p>
            </div>
            <p className="am-library__count"><Count library={library} /></p>
            {origin === "configured" && (
                <Button
                    className="am-library__action"
                    variant="secondary"
                    size="sm"
                    aria-label={cockpit.format(_("Remove the library $0"), folder)}
                    onClick={remove}
                >
                    {_("Remove")}
                </Button>
            )}
            {!exists && origin === "configured" && (
                <Notice variant="warning" title={_("The folder is not there. Bring it back, or remove the library.")} />
            )}
            {exists && <WritersNotice folders={[folder]} />}
            {hidden.length > 0 && (
                <ExpandableSection
                    toggleText={cockpit.format(cockpit.ngettext(
                        "$0 app is offered from a library before this one",
                        "$0 apps are offered from libraries before this one", hidden.length), number(hidden.length))}
                >
                    <ul className="am-list">
                        {hidden.map(({ name: app, by }) => (
                            <li key={app}>{cockpit.format(_("$0: from $1"), app, names.get(by) ?? by)}</li>
                        ))}
                    </ul>
                </ExpandableSection>
            )}
            <BrokenFolders broken={broken} />
        </li>
    );
}

function Count({ library: { folder, exists, apps, unreleased } }: { library: Library }) {
    if (!exists)
        return <span className="am-muted">{_("Not there")}</span>;
    const text = cockpit.format(cockpit.ngettext("$0 app", "$0 apps", apps), number(apps));
    return (
        <>
            {apps === 0 ? text : <a href={hrefOf({ view: "store", category: "", library: folder })}>{text}</a>}
            {unreleased > 0 && (
                <span className="am-muted">
                    {" · "}
                    {cockpit.format(cockpit.ngettext("$0 not released", "$0 not released", unreleased), number(unreleased))}
                </span>
            )}
        </>
    );
}
