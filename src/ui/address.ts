// SPDX-License-Identifier: LGPL-2.1-or-later
/** Addresses that the page may link to. */

/** The address if it is one of the web, else "": library text is not trusted, and "javascript:" is an address too. */
export function webAddress(url: string): string {
    const scheme = URL.canParse(url) ? new URL(url).protocol : "";
    return scheme === "http:" || scheme === "https:" ? url : "";
}

/** As it is shown: without a last slash that says nothing. */
export function shortAddress(address: string): string {
    return address.replace(/\/$/, "");
}
