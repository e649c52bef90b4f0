// SPDX-License-Identifier: LGPL-2.1-or-later
/** How a port of this host is reached: the addresses it is bound to, and the name that the caller knows the host by. */
import type { AppRecord } from "./records/record";

/** Stands in a record's addresses for how the host is reached, which each reader knows best. */
export const hostPlaceholder = "$host";

/** 443, 8443, 9443, … By convention these speak TLS, whatever the key that sets them is called. */
export function speaksTls(port: number): boolean {
    return port % 1000 === 443;
}

/** Of several addresses that a port is bound to, the one that most can reach. */
export function widestOf<Binding extends { address: string }>(bindings: readonly Binding[]): Binding | undefined {
    const reach = (address: string) => isAnywhere(address) ? 0 : isLoopback(address) ? 2 : 1;
    return [...bindings].sort((one, other) => reach(one.address) - reach(other.address))[0];
}

function isAnywhere(address: string): boolean {
    return address === "" || address === "0.0.0.0" || address === "::";
}

/** Only programs on the server itself can reach it. */
export function isLoopback(address: string): boolean {
    return address === "::1" || address.startsWith("127.");
}

/** How a port that is bound to `address` is reached, as it stands in a URL. `hostName` is how the host is reached. */
export function hostAt(address: string, hostName: string): string {
    return bracketed(isAnywhere(address) ? hostName : address);
}

function bracketed(host: string): string {
    return host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
}

/** The record's addresses for who reaches the host as `hostName`. */
export function addressed(access: AppRecord["access"], hostName: string): AppRecord["access"] {
    const host = bracketed(hostName);
    return {
        ...access,
        url: access.url.replace(hostPlaceholder, host),
        admin_url: access.admin_url.replace(hostPlaceholder, host),
    };
}
