// SPDX-License-Identifier: LGPL-2.1-or-later
/** IP addresses and networks of both families, to be compared whatever their spelling. */

/** As everybody would write it: "0:0:0:0:0:0:0:1" and "[::1]" are "::1". What is no address stays as it is. */
export function plainAddress(text: string): string {
    const bare = text.replace(/^\[|\]$/g, "").replace(/%.*$/, "");
    if (!bare.includes(":"))
        return bare;
    const bytes = bytesOf(bare);
    // An IPv4 address in the guise of an IPv6 one.
    if (bytes?.slice(0, 12).every((byte, at) => byte === (at < 10 ? 0 : 255)))
        return bytes.slice(12).join(".");
    return urlHost(bare) ?? bare;
}

/** IPv6 as the platform spells it, undefined if it is not valid. */
function urlHost(address: string): string | undefined {
    try {
        return new URL(`http://[${address}]/`).hostname.slice(1, -1);
    } catch {
        // The only thing that can go wrong here; the platform's TypeError is of another realm in a test.
        return undefined;
    }
}

/** 4 or 16 bytes, undefined if it is not an address. */
export function bytesOf(address: string): number[] | undefined {
    if (!address.includes(":")) {
        const bytes = /^\d{1,3}(\.\d{1,3}){3}$/.test(address) ? address.split(".").map(Number) : [];
        return bytes.length === 4 && bytes.every(byte => byte < 256) ? bytes : undefined;
    }
    const [head = "", tail] = urlHost(address)?.split("::") ?? [];
    const groups = (part: string) => part === "" ? [] : part.split(":").map(group => parseInt(group, 16));
    const [first, last] = [groups(head), groups(tail ?? "")];
    const middle = tail === undefined ? [] : Array<number>(8 - first.length - last.length).fill(0);
    const all = [...first, ...middle, ...last];
    return all.length === 8 ? all.flatMap(group => [group >> 8, group & 255]) : undefined;
}

/** Whether two networks in CIDR notation have an address in common; false if one is not a network. */
export function networksOverlap(one: string, other: string): boolean {
    const [[mine, myBits], [theirs, theirBits]] = [networkOf(one), networkOf(other)];
    if (mine === undefined || theirs === undefined || mine.length !== theirs.length)
        return false;
    return bitsAlike(mine, theirs) >= Math.min(myBits, theirBits);
}

function networkOf(cidr: string): [bytes: number[] | undefined, bits: number] {
    const [address = "", bits = ""] = cidr.split("/");
    const bytes = bytesOf(address);
    return [/^\d{1,3}$/.test(bits) && bytes && Number(bits) <= bytes.length * 8 ? bytes : undefined, Number(bits)];
}

/** How many they have in common from the front on. */
function bitsAlike(one: readonly number[], other: readonly number[]): number {
    const at = one.findIndex((byte, index) => byte !== other[index]);
    return at < 0 ? one.length * 8 : at * 8 + Math.clz32((one[at] ?? 0) ^ (other[at] ?? 0)) - 24;
}
