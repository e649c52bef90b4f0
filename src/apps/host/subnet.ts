// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * A subnet for an app's own network. Docker's stock address pools hold about thirty networks of 65,536 or 4,096
 * addresses each; an app has a dozen containers at most, so it gets 64 addresses.
 */

export interface Range { first: number, last: number }

/** "172.17.0.0/16" as numbers; undefined for anything else, IPv6 among it. */
export function rangeOf(cidr: string): Range | undefined {
    const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidr);
    if (!match)
        return undefined;
    const [a = 0, b = 0, c = 0, d = 0, bits = 32] = match.slice(1).map(Number);
    const size = 2 ** (32 - bits);
    const address = a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d;
    const first = address - address % size;
    return { first, last: first + size - 1 };
}

export function overlaps(one: Range, other: Range): boolean {
    return one.first <= other.last && other.first <= one.last;
}

function dotted(address: number): string {
    return [24, 16, 8, 0].map(shift => Math.floor(address / 2 ** shift) % 256).join(".");
}

const bits = 26;
/** Space that docker's stock pools and common networks leave alone, then the rest of what is private. */
const pools = [
    "10.213.0.0/16", "10.214.0.0/16", "10.87.0.0/16", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "198.18.0.0/15",
];

/** First free one of the pools, undefined if all is taken. `taken` are subnets in CIDR notation. */
export function freeSubnet(taken: Iterable<string>): string | undefined {
    const ranges = [...taken].flatMap(cidr => rangeOf(cidr) ?? []);
    const size = 2 ** (32 - bits);
    for (const pool of pools) {
        const within = rangeOf(pool);
        for (let first = within?.first ?? 1; within && first < within.last;) {
            const wanted = { first, last: first + size - 1 };
            const hit = ranges.find(range => overlaps(range, wanted));
            if (!hit)
                return `${dotted(first)}/${bits}`;
            // Past what is in the way, on the next boundary.
            first = Math.max(first + size, hit.last + 1 + (size - (hit.last + 1) % size) % size);
        }
    }
    return undefined;
}
