// SPDX-License-Identifier: LGPL-2.1-or-later
/** Whether the libraries may have updates that the catalogue does not show. */
import type { Offer } from "../../apps/libraries/libraries";
import type { AppOverview } from "../../apps/status/overview";

/** A library is not there or can't be read, or the folder in it of one of these apps can't be used. */
export function isTroubled({ libraries, broken }: Offer, apps: readonly AppOverview[]): boolean {
    return libraries.some(({ exists, origin }) => !exists && origin === "configured")
        || broken.some(({ name, reason }) => reason.is === "unreadable" || apps.some(({ record }) => record.name === name));
}
