// SPDX-License-Identifier: LGPL-2.1-or-later
import { anApp } from "../../../test/fakes/manager";
import { isInstalled, sorted } from "./installed";

const blog = anApp("blog");
const cache = anApp("cache", { state: { status: "stop" } });
const kept = anApp("old", { record: { wish: "uninstalled" } });

it("sorts the way people count", () => {
    const names = sorted([anApp("app10"), anApp("app2"), blog], "en").map(({ record }) => record.app_id);
    expect(names).toEqual(["app2", "app10", "blog"]);
});

it("tells installed apps from those whose data alone are there", () => {
    expect([blog, cache, kept].filter(isInstalled)).toEqual([blog, cache]);
});
