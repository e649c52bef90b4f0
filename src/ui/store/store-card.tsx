// SPDX-License-Identifier: LGPL-2.1-or-later
/** An app on the shelf. Plain elements: there are hundreds, and every letter typed passes over them. */
import cockpit from "cockpit";
import { memo } from "react";
import { Logo } from "../app/logo";
import { hrefOf } from "../route";
import { categoryName } from "../words/category-name";
import type { Entry } from "./search";

const _ = cockpit.gettext;

interface StoreCardProps {
    entry: Entry;
    /** The name of its library, "" if it is not shown. */
    library: string;
    isInstalled: boolean;
}

export const StoreCard = memo(function StoreCard({ entry, library, isInstalled }: StoreCardProps) {
    const { app, title, summary } = entry;
    return (
        <li className="am-card" data-app={app.name}>
            <Logo url="" name={title} folder={app.hasLogo ? app.folder : ""} />
            <h3 className="am-card__title">
                <a className="am-card__link" href={hrefOf({ view: "store-app", app: app.name })}>{title}</a>
            </h3>
            <p className="am-card__summary">{summary}</p>
            <p className="am-card__foot">
                <span>{app.categories.slice(0, 2).map(categoryName).join(" · ")}</span>
                {library !== "" && (
                    <span className="am-card__library">
                        <span className="pf-v6-screen-reader">{_("Library:")} </span>
                        {library}
                    </span>
                )}
                {isInstalled && <span className="am-card__installed">{_("installed")}</span>}
            </p>
        </li>
    );
});
