// SPDX-License-Identifier: LGPL-2.1-or-later
import { freeParts, stockPools } from "./address-pool";

test("a stock docker has room for thirty-one networks, one of which is its own bridge", () => {
    expect(freeParts(stockPools, [], 100)).toBe(31);
    expect(freeParts(stockPools, ["172.17.0.0/16"], 100)).toBe(30);
    expect(freeParts(stockPools, ["172.17.255.255/32"], 100)).toBe(30);
    expect(freeParts(stockPools, ["172.16.0.0/12", "192.168.1.0/24"], 100)).toBe(15);
    expect(freeParts(stockPools, ["0.0.0.0/0"], 100)).toBe(0);
});

test("pools of the admin's, counted as far as is needed", () => {
    const pools = [{ base: "10.10.0.0/16", size: 24 }, { base: "fd00::/8", size: 64 }];
    expect(freeParts(pools, [], 1000)).toBe(256);
    expect(freeParts(pools, ["10.10.3.0/24"], 1000)).toBe(255);
    expect(freeParts(pools, [], 3)).toBe(3);
});
