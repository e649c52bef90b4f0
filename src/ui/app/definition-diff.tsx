// SPDX-License-Identifier: LGPL-2.1-or-later
/** How the definition of an app differs from what was allowed, as the interface answers it. */
import cockpit from "cockpit";

const _ = cockpit.gettext;

export function DefinitionDiff({ changes }: { changes: string }) {
    const lines = changes.split("\n").filter(line => !/^(?:---|\+\+\+) /.test(line));
    return (
        <>
            <p>{_("The app's files have changed since they were allowed. Allow only changes that you made.")}</p>
            <p>{_("An app that changes its own files may be trying to take over this server.")}</p>
            <pre className="am-raw am-diff" dir="ltr" tabIndex={0} role="group" aria-label={_("Changes")}>
                {lines.map((line, at) => <Line key={at} text={line} />)}
            </pre>
        </>
    );
}

function Line({ text }: { text: string }) {
    if (text.startsWith("+"))
        return <ins>{`${text}\n`}</ins>;
    return text.startsWith("-") ? <del>{`${text}\n`}</del> : <>{`${text}\n`}</>;
}
