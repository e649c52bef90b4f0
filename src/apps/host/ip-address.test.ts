// SPDX-License-Identifier: LGPL-2.1-or-later
import { bytesOf, networksOverlap, plainAddress } from "./ip-address";

it.each([
    ["::1", "::1"], ["[::1]", "::1"], ["0:0:0:0:0:0:0:1", "::1"], ["2001:DB8::0001", "2001:db8::1"],
    ["fe80::1%eth0", "fe80::1"], ["::ffff:192.0.2.7", "192.0.2.7"], ["192.0.2.7", "192.0.2.7"], ["::", "::"],
    ["not:an:address", "not:an:address"], ["", ""],
])("spells %j as %j", (text, expected) => {
    expect(plainAddress(text)).toBe(expected);
});

it.each([
    ["192.0.2.256"], ["1.2.3"], ["::1::"], ["x"], [""], ["1:2:3:4:5:6:7:8:9"],
])("takes %j for no address", text => {
    expect(bytesOf(text)).toBeUndefined();
});

it.each([
    ["172.30.0.0/16", "172.30.5.0/24", true], ["172.30.5.0/24", "172.30.0.0/16", true],
    ["172.30.4.0/24", "172.30.5.0/24", false], ["172.30.4.0/23", "172.30.5.128/25", true],
    ["0.0.0.0/0", "10.0.0.0/8", true], ["10.113.0.0/24", "10.113.0.0/24", true], ["10.0.0.1/32", "10.0.0.2/32", false],
    ["2001:db8::/64", "2001:db8:0:0:1::/80", true], ["2001:db8::/64", "2001:db8:0:1::/64", false],
    ["fd00::/8", "fd12:3456::/64", true], ["::/0", "10.0.0.0/8", false],
    ["10.0.0.0", "10.0.0.0/8", false], ["10.0.0.0/33", "10.0.0.0/8", false], ["rubbish", "10.0.0.0/8", false],
])("sees whether %s and %s overlap: %j", (one, other, expected) => {
    expect(networksOverlap(one, other)).toBe(expected);
});
