// SPDX-License-Identifier: LGPL-2.1-or-later
/** Files that a compose file makes compose read from outside of the app's own folder. */

import { assignments } from "./environment";

/** The keys whose values name further files, or places on the net, that become part of the project. */
const reading = /^(\s*)(?:-\s+)?["']?(?:include|extends|env_file|label_file)["']?\s*:(.*)$/;
const inline = /[{,]\s*["']?(?:include|extends|env_file|label_file)["']?\s*:([^}]*)/g;

const variable = /\$(?:(\w+)|\{(\w+)(?::?[-+?]([^}]*))?\})/g;

/** A path from the root or through "..", or an address. */
const leaving = /^(?:\/|~|[a-z][a-z0-9+.-]*:\/\/|git@|(?:.*\/)?\.\.(?:\/|$))/i;

/**
 * The first such path or address, with the variables of `.env` in their places. The text is read by its lines, as
 * people write compose files: `docker compose config` has read and merged those files by the time it prints anything.
 */
export function readsOutside(compose: string, env: string): string | undefined {
    const known = new Map(assignments(env).map(({ key, raw }) => [key, raw]));
    const valueOf = (_all: string, plain?: string, braced?: string, otherwise?: string) =>
        known.get(plain ?? braced ?? "") ?? otherwise ?? "";
    const expanded = (line: string) => line.replace(variable, valueOf);
    const lines = compose.split(/\r?\n|\r/).map(line => expanded(line.replace(/(^|\s)#.*$/, "")));
    const values = lines.flatMap((line, at) => {
        const [, indent, rest] = reading.exec(line) ?? [];
        if (indent === undefined || rest === undefined)
            return [...line.matchAll(inline)].map(match => match[1] ?? "");
        return [rest, ...blockBelow(lines.slice(at + 1), indent.length)];
    });
    return values
        .flatMap(value => value.split(/[\s"'[\]{},]+/))
        .find(word => leaving.test(word));
}

/** Lines that belong to a key: those farther in, and the items of a list at its own depth. */
function blockBelow(lines: readonly string[], depth: number): string[] {
    const end = lines.findIndex(line => {
        const indent = line.search(/\S/);
        return indent >= 0 && (indent < depth || (indent === depth && !/^\s*-/.test(line)));
    });
    return end < 0 ? [...lines] : lines.slice(0, end);
}
