// SPDX-License-Identifier: LGPL-2.1-or-later
/** How the definition of an app differs from what was allowed, as the interface answers it. */
import cockpit from "cockpit";

const _ = cockpit.gettext;

export function DefinitionDiff({ changes }: { changes: string }) {
    // Of files that are edited here; what was changed on disk before has a heading.
    const hasRights = /^\+ /m.test(changes);
    return (
        <>
            {hasRights && (
                <p>{_("With these files the app may do more on this server than was allowed. Allow only what you intend.")}</p>
            )}
            {(!hasRights || /^@@ /m.test(changes)) && (
                <>
                    <p>{_("The app's files have changed since they were allowed. Allow only changes that you made.")}</p>
                    <p>{_("An app that changes its own files may be trying to take over this server.")}</p>
                </>
            )}
            <DiffLines changes={changes} />
        </>
    );
}

/** Of an app as a backup has it; lines of rights, too, are among them. */
export function RestoredDiff({ changes }: { changes: string }) {
    return (
        <>
            <p>{_("The app in this backup may do more, or has other files, than was allowed on this server.")}</p>
            <p>{_("Allow this only if you trust the app and everyone who can write to the place.")}</p>
            <DiffLines changes={changes} />
        </>
    );
}

export function DiffLines({ changes }: { changes: string }) {
    const lines = changes.split("\n").filter(line => !/^(?:---|\+\+\+) /.test(line));
    return (
        <pre className="am-raw am-diff" dir="ltr" tabIndex={0} role="group" aria-label={_("Changes")}>
            {lines.map((line, at) => <Line key={at} text={line} />)}
        </pre>
    );
}

function Line({ text }: { text: string }) {
    if (text.startsWith("+"))
        return <ins>{`${text}\n`}</ins>;
    return text.startsWith("-") ? <del>{`${text}\n`}</del> : <>{`${text}\n`}</>;
}
