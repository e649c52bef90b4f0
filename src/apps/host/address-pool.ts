// SPDX-License-Identifier: LGPL-2.1-or-later
/** The pools that docker takes addresses from for networks that come without any. */
import { overlaps, rangeOf } from "./subnet";

/** Each network gets a part of so many bits. */
export interface AddressPool { base: string, size: number }

/** Docker's defaults: 172.17 to 172.31, and 16 parts of 192.168. https://docs.docker.com/engine/network/ */
export const stockPools: AddressPool[] = [
    { base: "172.17.0.0/16", size: 16 }, { base: "172.18.0.0/16", size: 16 }, { base: "172.19.0.0/16", size: 16 },
    { base: "172.20.0.0/14", size: 16 }, { base: "172.24.0.0/14", size: 16 }, { base: "172.28.0.0/14", size: 16 },
    { base: "192.168.0.0/16", size: 20 },
];

/** How many networks find room, counted up to `enough`. `taken` are subnets in CIDR notation. */
export function freeParts(pools: readonly AddressPool[], taken: readonly string[], enough: number): number {
    const ranges = taken.flatMap(cidr => rangeOf(cidr) ?? []);
    let free = 0;
    for (const { base, size } of pools) {
        const whole = rangeOf(base);
        const length = 2 ** (32 - size);
        for (let first = whole?.first ?? 0; whole && first <= whole.last && free < enough; first += length) {
            const part = { first, last: first + length - 1 };
            free += ranges.some(range => overlaps(part, range)) ? 0 : 1;
        }
    }
    return free;
}
