// SPDX-License-Identifier: LGPL-2.1-or-later
/** The two views of the page, and the way from one to the other. */
import cockpit from "cockpit";
import { hrefOf } from "../route";

const _ = cockpit.gettext;

export function ViewsHeader({ current }: { current: "my-apps" | "store" }) {
    const views = [
        { id: "my-apps", text: _("My apps"), href: hrefOf({ view: "my-apps" }) },
        { id: "store", text: _("Store"), href: hrefOf({ view: "store", category: "" }) },
    ];
    return (
        <nav className="am-views" aria-label={_("Views")}>
            {views.map(({ id, text, href }) => (
                <a key={id} className="am-views__link" href={href} {...(id === current && { "aria-current": "page" })}>
                    {text}
                </a>
            ))}
        </nav>
    );
}
