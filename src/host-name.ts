// SPDX-License-Identifier: LGPL-2.1-or-later
/** The name by which the user's browser reaches the host that the page manages. */

/** This computer: to a browser its own, to the host its own. */
export function isLoopback(name: string): boolean {
    return /^(|localhost|.*\.localhost|127(\.\d+){3}|::1|::ffff:127(\.\d+){3})$/i.test(name);
}

/** Cockpit's name of a host of its switcher, "user@name:port", as the name alone; an IPv6 address without brackets. */
function nameIn(destination: string): string {
    const host = destination.slice(destination.lastIndexOf("@") + 1);
    const bracketed = /^\[(.*)\]/.exec(host)?.[1];
    return bracketed ?? (host.split(":").length === 2 ? host.replace(/:.*/, "") : host);
}

/**
 * `managed` is Cockpit's name for the host ("localhost" for the one that the browser is logged in to), `browser` the host
 * of the browser's address. `own` asks the managed host for its address: through an SSH tunnel or Cockpit Client, the
 * browser's address names the user's own computer. "" if it is unknown.
 */
export async function hostNameOf(managed: string, browser: string, own: () => Promise<string>): Promise<string> {
    const name = nameIn(managed === "localhost" ? browser : managed);
    return isLoopback(name) ? await own() || name || "localhost" : name;
}
