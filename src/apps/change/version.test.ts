// SPDX-License-Identifier: LGPL-2.1-or-later
import { comparedVersions, newestOf } from "./version";

const editions = (dist: string, ...versions: string[]) => versions.map(version => ({ version, dist }));

it.each([
    ["7.1.0", "7.0.4", 1], ["7.9", "7.10", -1], ["v2.3", "2.3", 0], ["8", "8.2", 0], ["8.2", "8", 0], ["8.2-fpm", "8.1", 1],
    ["latest", "8.1", 0], ["8.1", "latest", 0], ["2024.1", "2023.12", 1],
])("compares %s with %s", (one, other, sign) => {
    expect(Math.sign(comparedVersions(one, other))).toBe(sign);
});

it.each([
    ["7.0.4", editions("community", "7.0.4", "7.10.0", "7.9.1"), "7.10.0"],
    ["7.10.0", editions("community", "7.10.0", "7.9.1"), "7.10.0"],
    ["1.0", [...editions("community", "1.0", "1.2"), ...editions("enterprise", "2.0")], "1.2"],
    ["2.0", [...editions("community", "1.0", "3.0"), ...editions("enterprise", "2.0", "2.1")], "2.1"],
    ["latest", editions("community", "latest", "7.0"), "latest"],
    // The library has given it up.
    ["6.0", editions("community", "7.0", "7.1"), "7.1"],
])("takes for the newest after %s", (version, all, newest) => {
    expect(newestOf(all, version)).toBe(newest);
});
