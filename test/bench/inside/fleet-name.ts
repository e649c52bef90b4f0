// SPDX-License-Identifier: LGPL-2.1-or-later
/** Names of the apps that there are many of, from 1. */
export function appName(at: number): string {
    return `fleet${at}`;
}
