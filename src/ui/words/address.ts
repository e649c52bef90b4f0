// SPDX-License-Identifier: LGPL-2.1-or-later
/** Addresses that the page may link to. */

/** The address if it is one of the web, else "": library text is not trusted, and "javascript:" is an address too. */
export function webAddress(url: string): string {
    const scheme = schemeOf(url);
    return scheme === "http:" || scheme === "https:" ? url : "";
}

/** URL.canParse is newer than Chrome 117 and Safari 16.4. */
function schemeOf(url: string): string {
    try {
        return new URL(url).protocol;
    } catch {
        // The constructor throws for nothing else.
        return "";
    }
}

/** As it is shown: without a last slash that says nothing. */
export function shortAddress(address: string): string {
    return address.replace(/\/$/, "");
}
