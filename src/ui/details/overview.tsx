// SPDX-License-Identifier: LGPL-2.1-or-later
/** What one wants to know of an app first: its addresses, who may log in, and where it came from. */
import { DescriptionList } from "@patternfly/react-core/dist/esm/components/DescriptionList";
import cockpit from "cockpit";
import type { AppOverview } from "../../apps/status/overview";
import { Place, publishedText } from "../app/place";
import { UpdateLabel } from "../app/update-label";
import { CopyButton } from "../parts/copy-button";
import { ExternalLink } from "../parts/external-link";
import { Fact } from "../parts/fact";
import { webAddress, shortAddress } from "../words/address";
import { dateTime } from "../words/quantity";
import { Password, UserName } from "./credential";
import { LastBackup } from "./last-backup";

const _ = cockpit.gettext;

interface OverviewProps {
    app: AppOverview;
    /** The newer version that it can get. */
    update: string | undefined;
}

export function Overview({ app, update }: OverviewProps) {
    const { record, state, composeFile } = app;
    const { url, admin_url: adminUrl, user_name: userName, password } = record.access;
    const isOpen = state.status === "running" && !app.localOnly;
    const published = app.published.filter(({ address }) => !url.endsWith(`://${address}`));
    // A stopped app publishes nothing: the record has what it will publish.
    const ports = app.published.length > 0 ? []
        : Object.entries(record.ports).filter(([, port]) => url === "" || port !== record.access.port);

    return (
        <DescriptionList orientation={{ sm: "horizontal" }} className="am-panel am-facts">
            <Address term={_("Address")} address={webAddress(url)} isOpen={isOpen} localOnly={app.localOnly} />
            <Address
                term={_("Administration")}
                address={webAddress(adminUrl)}
                isOpen={isOpen}
                localOnly={app.localOnly}
            />
            {userName !== "" && <Fact term={_("User name")}><UserName value={userName} /></Fact>}
            {password !== "" && <Fact term={_("Password")}><Password value={password} /></Fact>}
            <Fact term={_("App")}>{record.trade_mark}</Fact>
            <Fact term={_("Version")}>
                {record.version}
                {update !== undefined && <>{" "}<UpdateLabel version={update} /></>}
            </Fact>
            <Fact term={_("Added")}>{dateTime(record.created)}</Fact>
            <LastBackup app={app} />
            {published.length > 0 && (
                <Fact term={url === "" ? _("Ports") : _("Other ports")}>
                    <ul>
                        {published.map(one => (
                            <li key={publishedText(one)}><Place text={publishedText(one)} localOnly={one.localOnly} /></li>
                        ))}
                    </ul>
                </Fact>
            )}
            {ports.length > 0 && (
                <Fact term={url === "" ? _("Ports") : _("Other ports")}>
                    <ul>
                        {ports.map(([key, port]) => (
                            <li key={key}>{port} <span className="am-muted">(<code dir="ltr">{key}</code>)</span></li>
                        ))}
                    </ul>
                </Fact>
            )}
            {record.network !== null && (
                <Fact term={_("Network")}>
                    <code dir="ltr">{record.network.name}</code>
                    {" "}
                    <span className="am-muted">(<code dir="ltr">{record.network.subnet}</code>)</span>
                </Fact>
            )}
            <Fact term={_("Library")}>
                <code dir="ltr">{record.library}</code>
                {!record.official && <> {_("(not an official library)")}</>}
            </Fact>
            <Fact term={_("Compose file")}>
                <span className="am-credential">
                    <code dir="ltr">{composeFile}</code>
                    <CopyButton text={composeFile} label={_("Copy the path")} />
                </span>
            </Fact>
        </DescriptionList>
    );
}

interface AddressProps { term: string, address: string, isOpen: boolean, localOnly: boolean }

/** An address that does not answer, or not here, is text and not a link. */
function Address({ term, address, isOpen, localOnly }: AddressProps) {
    if (address === "")
        return null;
    return (
        <Fact term={term}>
            {isOpen
                ? <ExternalLink address={address} />
                : <Place text={shortAddress(address)} localOnly={localOnly} />}
        </Fact>
    );
}
