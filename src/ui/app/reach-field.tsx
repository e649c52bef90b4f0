// SPDX-License-Identifier: LGPL-2.1-or-later
/** Who reaches a port of the app, and the address that this comes to. */
import { FormGroup } from "@patternfly/react-core/dist/esm/components/Form";
import { Radio } from "@patternfly/react-core/dist/esm/components/Radio";
import cockpit from "cockpit";
import type { OfferedPort, Reach } from "../../apps/install/reach";
import { FieldHelp } from "../parts/field-help";

const _ = cockpit.gettext;

/** "53/udp" of a port that no setting carries; where the engine chooses one, that of the container. */
export function fixedName({ host, container, protocol }: OfferedPort): string {
    return cockpit.format(_("Port $0"), `${rowText(host ?? container)}/${protocol}`);
}

/** As the compose file has it, "" where the engine chooses. */
export function fixedNumber({ host }: OfferedPort): string {
    return host === undefined ? "" : rowText(host);
}

function rowText({ first, last }: { first: number, last: number }): string {
    return last > first ? `${first}-${last}` : String(first);
}

interface ReachFieldProps {
    port: OfferedPort;
    /** As it stands in the field of the setting that carries the port, else as the compose file has it, "" for neither. */
    number: string;
    /** What its field is called; undefined for the only port of an app. */
    name: string | undefined;
    hostName: string;
    reach: Reach;
    isDisabled: boolean;
    onChange(reach: Reach): void;
}

export function ReachField({ port, number, name, hostName, reach, isDisabled, onChange }: ReachFieldProps) {
    const id = `install-reach-${port.key}`;
    const choice = (value: Reach, label: string) => (
        <Radio
            id={`${id}-${value}`}
            name={id}
            label={label}
            isChecked={reach === value}
            isDisabled={isDisabled}
            onChange={() => onChange(value)}
        />
    );
    return (
        <FormGroup
            role="radiogroup"
            fieldId={id}
            isInline
            label={name === undefined ? _("Reachable from") : cockpit.format(_("$0: reachable from"), name)}
        >
            {choice("network", _("The network"))}
            {choice("server", _("This server only"))}
            <FieldHelp id={`${id}-help`} problem="" hint={addressHint(port, number, hostName, reach)} />
        </FormGroup>
    );
}

function addressHint(port: OfferedPort, number: string, hostName: string, reach: Reach): string {
    const address = number === "" ? "" : addressOf(port, number, reach === "server" ? "127.0.0.1" : hostName);
    if (reach === "network")
        return address;
    const closed = _("Other machines and the containers of other apps cannot connect. Programs on this server can.");
    return address === "" ? closed : cockpit.format(_("$0 · $1"), address, closed);
}

/** Whatever the browser's own address bar has, a port of an app is one more: "http://server:9002", "server:5432". */
export function addressOf({ isWeb, protocol, key }: OfferedPort, number: string, hostName: string): string {
    const host = hostName.includes(":") && !hostName.startsWith("[") ? `[${hostName}]` : hostName;
    if (!isWeb)
        return protocol === "tcp" ? `${host}:${number}` : `${host}:${number}/${protocol}`;
    return `${key.includes("HTTPS") ? "https" : "http"}://${host}:${number}`;
}
