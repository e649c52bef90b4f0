// SPDX-License-Identifier: LGPL-2.1-or-later
/** `.env` of an app in another version, variable by variable. The text is the library's new one; values keep their quotes. */
import { assignments, type Assignment } from "../../library/environment";
import { settableVariables } from "../install/settings";

export interface MergedEnv {
    text: string;
    /** Variables that both the admin and the library changed. */
    conflicts: string[];
}

/** What an installation chooses for the app is the app's, whatever the library has by now. */
const chosen = /^W9_(?:ID|VERSION|DIST|NETWORK|POWER_PASSWORD|RCODE|URL)$/;

function lastOf(text: string): Map<string, Assignment> {
    return new Map(assignments(text).map(assignment => [assignment.key, assignment]));
}

/** As it stands in the text, quotes included. */
function valueIn(text: string, assignment: Assignment | undefined): string | undefined {
    return assignment && text.slice(assignment.start, assignment.end);
}

/** `base` is the library's text that the app was made of, undefined where that is not known. */
export function mergedEnv(base: string | undefined, mine: string, theirs: string): MergedEnv {
    const [was, own, other] = [base === undefined ? undefined : lastOf(base), lastOf(mine), lastOf(theirs)];
    const settable = new Set([...settableVariables(mine, ""), ...settableVariables(theirs, "")].map(({ key }) => key));
    const conflicts: string[] = [];
    let text = "";
    let copied = 0;
    for (const assignment of assignments(theirs)) {
        const { key, start, end } = assignment;
        const [old, have, next] = [valueIn(base ?? "", was?.get(key)), valueIn(mine, own.get(key)), theirs.slice(start, end)];
        if (have === undefined || have === next)
            continue;
        const isChosen = was === undefined || chosen.test(key) || settable.has(key);
        if (!isChosen && have === old)
            continue;
        if (!isChosen && next !== old && !conflicts.includes(key))
            conflicts.push(key);
        text += theirs.slice(copied, start) + have;
        copied = end;
    }
    text += theirs.slice(copied);
    // What the admin added, or changed before the library gave it up.
    const added = [...own].filter(([key, assignment]) => !other.has(key) &&
        (was === undefined || valueIn(base ?? "", was.get(key)) !== valueIn(mine, assignment)));
    const end = theirs.includes("\r\n") ? "\r\n" : "\n";
    const lines = added.map(([key, assignment]) => `${key}=${valueIn(mine, assignment) ?? ""}${end}`).join("");
    return { text: lines === "" || text.endsWith("\n") || text === "" ? text + lines : text + end + lines, conflicts };
}
