// SPDX-License-Identifier: LGPL-2.1-or-later

/** What a rejection says. Cockpit rejects with objects that are no Error but have a message. */
export function rejectionText(reason: unknown): string {
    const hasMessage = typeof reason === "object" && reason !== null && "message" in reason;
    return String(hasMessage ? reason.message : reason);
}
