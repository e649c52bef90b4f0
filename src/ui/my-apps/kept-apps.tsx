// SPDX-License-Identifier: LGPL-2.1-or-later
/** Apps that were uninstalled with their data kept: they can come back, or their data can go. */
import cockpit from "cockpit";
import type { AppOverview } from "../../apps/status/overview";
import { ActionFailure } from "../app/action-failure";
import { AppButtons } from "../app/app-buttons";
import { AppLogo } from "../app/logo";

const _ = cockpit.gettext;

export function KeptApps({ apps }: { apps: readonly AppOverview[] }) {
    return (
        <section className="am-kept" aria-labelledby="kept-apps">
            <h2 id="kept-apps" className="am-heading">{_("Uninstalled, data kept")}</h2>
            <ul className="am-apps am-apps--kept">
                {apps.map(app => (
                    <li key={app.record.app_id} className="am-app" data-app={app.record.app_id}>
                        <AppLogo record={app.record} />
                        <span className="am-app__name">{app.record.customer_name}</span>
                        <span className="am-app__version">{app.record.trade_mark} {app.record.version}</span>
                        <AppButtons app={app} />
                        <ActionFailure appId={app.record.app_id} />
                    </li>
                ))}
            </ul>
        </section>
    );
}
