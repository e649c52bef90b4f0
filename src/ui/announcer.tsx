// SPDX-License-Identifier: LGPL-2.1-or-later
import { useEffect, useRef, useState } from "react";
import type { AppOverview } from "../apps/status/overview";
import { announcements, saidOf, type Said } from "./announcement";

/** A live region for the whole page: it stays when views change, so that nothing goes unheard. */
export function Announcer({ apps }: { apps: readonly AppOverview[] }) {
    const said = useRef<Said>();
    const [text, setText] = useState("");

    useEffect(() => {
        const news = said.current === undefined ? [] : announcements(said.current, apps);
        said.current = saidOf(apps);
        if (news.length > 0)
            setText(news.join(". "));
    }, [apps]);

    return <div className="pf-v6-screen-reader" role="status">{text}</div>;
}
