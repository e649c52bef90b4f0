// SPDX-License-Identifier: LGPL-2.1-or-later
import type { Belonging } from "../../apps/removal";
import { fateOf } from "./belongings";

const container: Belonging = { kind: "container", name: "blog-web-1", size: null };
const network: Belonging = { kind: "network", name: "blog_default", size: null };
const volume: Belonging = { kind: "volume", name: "blog_db", size: 1000 };
const folder: Belonging = { kind: "folder", name: "/var/lib/appmanage/apps/blog", size: 10 };
const bind: Belonging = { kind: "bind", name: "/srv", size: null };
const all = [container, network, volume, folder, bind];

it("keeps the data by default", () => {
    expect(fateOf(all, false)).toEqual({ gone: [container, network], kept: [volume, folder], untouched: [bind] });
});

it("takes the data when told to, and never a folder of the host", () => {
    expect(fateOf(all, true)).toEqual({ gone: [container, network, volume, folder], kept: [], untouched: [bind] });
});
