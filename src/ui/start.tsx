// SPDX-License-Identifier: LGPL-2.1-or-later
/** The page from its first moment: it shows something while Cockpit is asked who is logged in, and if it can't tell. */
import cockpit from "cockpit";
import { useEffect, useState } from "react";
import type { AppManager } from "../api/appmanager";
import { App } from "./app";
import { ErrorBoundary, ProblemFace } from "./page/error-boundary";
import { HostFace } from "./page/host-face";
import type { Superuser } from "./page/superuser";

const _ = cockpit.gettext;

type Opened = { is: "manager", manager: AppManager } | { is: "failed", error: unknown };

interface StartProps {
    open: () => Promise<AppManager>;
    superuser: Superuser;
}

export function Start({ open, superuser }: StartProps) {
    const [tries, setTries] = useState(0);
    const [opened, setOpened] = useState<Opened>();
    useEffect(() => {
        let isCurrent = true;
        const settle = (result: Opened) => isCurrent && setOpened(result);
        open().then(manager => settle({ is: "manager", manager }), (error: unknown) => settle({ is: "failed", error }));
        return () => {
            isCurrent = false;
        };
    }, [open, tries]);

    if (opened?.is === "manager")
        return <ErrorBoundary><App manager={opened.manager} superuser={superuser} /></ErrorBoundary>;
    return (
        <main className="am-page">
            {opened === undefined
                ? <HostFace host={{ is: "loading" }} />
                : (
                    <ProblemFace
                        title={_("The page can't be opened")}
                        error={opened.error}
                        again={() => {
                            setOpened(undefined);
                            setTries(tries + 1);
                        }}
                    >
                        {_("The web console did not say who is logged in.")}
                    </ProblemFace>
                )}
        </main>
    );
}
