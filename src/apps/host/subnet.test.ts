// SPDX-License-Identifier: LGPL-2.1-or-later
import { freeSubnet, overlaps, rangeOf } from "./subnet";

const range = (cidr: string) => {
    const found = rangeOf(cidr);
    if (!found)
        throw new Error(cidr);
    return found;
};

test.each([
    ["10.0.0.0/8", 0x0A000000, 0x0AFFFFFF],
    ["10.1.2.3/24", 0x0A010200, 0x0A0102FF],
    ["0.0.0.0/0", 0, 0xFFFFFFFF],
    ["192.0.2.2/32", 0xC0000202, 0xC0000202],
])("%s as numbers", (cidr, first, last) => {
    expect(rangeOf(cidr)).toEqual({ first, last });
});

test.each(["fe80::/10", "", "10.0.0.0", "x"])("%j is not a subnet", cidr => {
    expect(rangeOf(cidr)).toBeUndefined();
});

test("gives three hundred apps addresses that do not overlap", () => {
    const host = ["10.213.0.0/20", "172.17.0.0/16", "192.168.0.0/16", "10.213.64.32/27", "fd00::/8"];
    const taken = [...host];
    for (let app = 0; app < 300; app++) {
        const subnet = freeSubnet(taken);
        if (!subnet)
            throw new Error("none left");
        expect(taken.flatMap(cidr => rangeOf(cidr) ?? []).some(other => overlaps(other, range(subnet)))).toBe(false);
        expect(subnet).toMatch(/^10\..*\/26$/);
        taken.push(subnet);
    }
});

test("takes the next one, and leaves none out", () => {
    expect(freeSubnet([])).toBe("10.213.0.0/26");
    expect(freeSubnet(["10.213.0.0/26"])).toBe("10.213.0.64/26");
    expect(freeSubnet(["10.213.0.0/26", "10.213.0.70/32"])).toBe("10.213.0.128/26");
});

test("goes elsewhere where the host's own network has all of 10, and says so when nothing is left", () => {
    expect(freeSubnet(["10.0.0.0/8"])).toBe("172.16.0.0/26");
    expect(freeSubnet(["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"])).toBe("198.18.0.0/26");
    expect(freeSubnet(["0.0.0.0/0"])).toBeUndefined();
});
