// SPDX-License-Identifier: LGPL-2.1-or-later

/** The name itself or, where it is taken, the first free one with a number; no longer than a name may be. */
export function freeName(name: string, taken: readonly string[]): string {
    let free = name;
    for (let count = 2; taken.includes(free); count++)
        free = `${name.slice(0, 20 - String(count).length)}${count}`;
    return free;
}
