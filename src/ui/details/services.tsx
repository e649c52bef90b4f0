// SPDX-License-Identifier: LGPL-2.1-or-later
/** The services of an app and their containers: image, state, health, ports, last exit. */
import ExclamationCircleIcon from "@patternfly/react-icons/dist/esm/icons/exclamation-circle-icon";
import cockpit from "cockpit";
import type { AppOverview } from "../../apps/status/overview";
import { containerWord, exitText, healthWord, portTexts, type Container } from "../words/container-words";
import { Cell, Row, RowHead, Table } from "../parts/table";

const _ = cockpit.gettext;

interface ServiceRow {
    service: string;
    image: string;
    container: Container | undefined;
}

/** Every container, and every service that should have one. */
export function rowsOf({ record, containers }: Pick<AppOverview, "record" | "containers">): ServiceRow[] {
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
            <Table
                caption={_("Services")}
                heads={[_("Service"), _("Image"), _("State"), _("Health"), _("Ports"), _("Last exit")]}
            >
                {rows.map(({ service, image, container }) => (
                    <Row key={container?.id ?? service}>
                        <RowHead label={_("Service")}>{service}</RowHead>
                        <Cell label={_("Image")}><code dir="ltr">{image}</code></Cell>
                        <Cell label={_("State")}>{containerWord(container?.state)}</Cell>
                        <Cell label={_("Health")}><HealthWord health={container?.health ?? "none"} /></Cell>
                        <Cell label={_("Ports")} dir="ltr">
                            <div>{portTexts(container?.ports ?? []).map(text => <div key={text}>{text}</div>)}</div>
                        </Cell>
                        <Cell label={_("Last exit")}>{exitText(container)}</Cell>
                    </Row>
                ))}
            </Table>
        </div>
    );
}

function HealthWord({ health }: { health: Container["health"] }) {
    if (health !== "unhealthy")
        return healthWord(health);
    return (
        <span className="am-status am-status--error">
            <span className="am-status__icon" aria-hidden="true"><ExclamationCircleIcon /></span>
            {healthWord(health)}
        </span>
    );
}
