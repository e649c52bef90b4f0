// SPDX-License-Identifier: LGPL-2.1-or-later
/** Where an app is reached, as text: no browser goes there, or only one on the server itself. */
import cockpit from "cockpit";
import type { PublishedAddress } from "../../apps/status/observed";

const _ = cockpit.gettext;

export function Place({ text, localOnly }: { text: string, localOnly: boolean }) {
    return (
        <span>
            <span dir="ltr">{text}</span>
            {localOnly && <>{" "}<span className="am-muted">{_("(this server only)")}</span></>}
        </span>
    );
}

/** "server:53/udp"; TCP is not mentioned. */
export function publishedText({ address, protocol }: PublishedAddress): string {
    return protocol === "tcp" ? address : `${address}/${protocol}`;
}
