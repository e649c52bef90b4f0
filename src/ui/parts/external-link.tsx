// SPDX-License-Identifier: LGPL-2.1-or-later
import ExternalLinkAltIcon from "@patternfly/react-icons/dist/esm/icons/external-link-alt-icon";
import cockpit from "cockpit";
import { shortAddress } from "../words/address";

const _ = cockpit.gettext;

/** A web address that opens in a new tab and can't reach back. */
export function ExternalLink({ address }: { address: string }) {
    return (
        <a href={address} target="_blank" rel="noopener noreferrer" dir="ltr">
            {shortAddress(address)}
            <ExternalLinkAltIcon className="am-external" aria-hidden="true" />
            <span className="pf-v6-screen-reader">{_("(opens in a new tab)")}</span>
        </a>
    );
}
