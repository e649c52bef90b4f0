// SPDX-License-Identifier: LGPL-2.1-or-later
/** Names of the apps that there are many of, from 1, and how many of them run. */

/** Those above this number have never run: to start 900 containers takes minutes, to list them does not. */
export const mostRunning = 100;

export function appName(at: number): string {
    return `fleet${at}`;
}

/** Those that are installed by the operations, in place of made to look so. */
export function smallName(at: number): string {
    return `small${at}`;
}
