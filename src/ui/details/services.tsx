// SPDX-License-Identifier: LGPL-2.1-or-later
/** The services of an app and their containers: image, state, health, ports, last exit. */
import ExclamationTriangleIcon from "@patternfly/react-icons/dist/esm/icons/exclamation-triangle-icon";
import cockpit from "cockpit";
import type { AppOverview } from "../../apps/status/overview";
import { containerWord, exitText, healthWord, portTexts, type Container } from "./container-words";

const _ = cockpit.gettext;

interface Row {
    service: string;
    image: string;
    container: Container | undefined;
}

/** Every container, and every service that should have one. */
export function rowsOf({ record, containers }: Pick<AppOverview, "record" | "containers">): Row[] {
    const made = containers.filter(({ oneOff }) => !oneOff)
            .map(container => ({ service: container.service, image: container.image, container }));
    const missing = Object.entries(record.services)
            .filter(([service]) => !made.some(row => row.service === service))
            .map(([service, { image }]) => ({ service, image, container: undefined }));
    return [...made, ...missing].sort((a, b) =>
        a.service.localeCompare(b.service) || (a.container?.name ?? "").localeCompare(b.container?.name ?? ""));
}

export function Services({ app }: { app: AppOverview }) {
    const rows = rowsOf(app);
    if (rows.length === 0)
        return <p className="am-tab am-muted">{_("The app has no containers yet.")}</p>;
    return (
        <div className="am-tab am-scroll">
            <table className="am-table">
                <caption className="pf-v6-screen-reader">{_("Services")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{_("Service")}</th>
                        <th scope="col">{_("Image")}</th>
                        <th scope="col">{_("State")}</th>
                        <th scope="col">{_("Health")}</th>
                        <th scope="col">{_("Ports")}</th>
                        <th scope="col">{_("Last exit")}</th>
                    </tr>
                </thead>
                <tbody>
                    {rows.map(({ service, image, container }) => (
                        <tr key={container?.id ?? service}>
                            <th scope="row" data-label={_("Service")}>{service}</th>
                            <td data-label={_("Image")}><code dir="ltr">{image}</code></td>
                            <td data-label={_("State")}>{containerWord(container?.state)}</td>
                            <td data-label={_("Health")}>
                                {container?.health === "unhealthy"
                                    ? (
                                        <span className="am-status am-status--error">
                                            <span className="am-status__icon" aria-hidden="true">
                                                <ExclamationTriangleIcon />
                                            </span>
                                            {healthWord("unhealthy")}
                                        </span>
                                    )
                                    : healthWord(container?.health ?? "none")}
                            </td>
                            <td data-label={_("Ports")} dir="ltr">
                                <div>{portTexts(container?.ports ?? []).map(text => <div key={text}>{text}</div>)}</div>
                            </td>
                            <td data-label={_("Last exit")}>{exitText(container)}</td>
                        </tr>
                    ))}
                </tbody>
            </table>
        </div>
    );
}
