// SPDX-License-Identifier: LGPL-2.1-or-later
import cockpit from "cockpit";
import { useEffect, useRef, useState } from "react";
import type { AppOverview } from "../../apps/status/overview";
import { announcements, justInstalled, saidOf, type Said } from "./announcement";
import { usePage } from "./page-context";

const _ = cockpit.gettext;

/** A live region for the whole page: it stays when views change, so that nothing goes unheard. */
export function Announcer({ apps }: { apps: readonly AppOverview[] }) {
    const { toasts } = usePage();
    const pending = useRef(new Set<string>());
    const said = useRef<Said>();
    const [text, setText] = useState("");

    useEffect(() => {
        const installed = justInstalled(pending.current, apps);
        for (const { record } of installed)
            toasts.success(cockpit.format(_("$0 is installed and running."), record.customer_name));
        // The toast is spoken, too.
        const others = apps.filter(app => !installed.includes(app));
        const news = said.current === undefined ? [] : announcements(said.current, others);
        said.current = saidOf(apps);
        if (news.length > 0)
            setText(news.join(". "));
    }, [apps, toasts]);

    return <div className="pf-v6-screen-reader" role="status">{text}</div>;
}
