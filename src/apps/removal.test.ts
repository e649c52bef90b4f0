// SPDX-License-Identifier: LGPL-2.1-or-later
import { parseBelongings } from "./removal";

test("kind, size and name of each", () => {
    expect(parseBelongings([
        "container - blog", "network - appmanage-blog", "volume 4096 blog_data",
        "folder 12 /var/lib/appmanage/apps/blog", "bind - /srv/my data", "",
    ].join("\n"))).toEqual([
        { kind: "container", name: "blog", size: null },
        { kind: "network", name: "appmanage-blog", size: null },
        { kind: "volume", name: "blog_data", size: 4096 },
        { kind: "folder", name: "/var/lib/appmanage/apps/blog", size: 12 },
        { kind: "bind", name: "/srv/my data", size: null },
    ]);
});

test("what is no such line is nothing", () => {
    expect(parseBelongings("volume blog\nthing - x\n  \nvolume 1k x\n")).toEqual([]);
});
