// SPDX-License-Identifier: LGPL-2.1-or-later
import { hrefOf, routeOf, type Route } from "./route";

describe("routeOf", () => {
    it.each<[string[], Record<string, string | string[]>, Route]>([
        [[], {}, { view: "my-apps" }],
        [["store"], {}, { view: "store", category: "" }],
        [["store"], { category: ["files", "media"] }, { view: "store", category: "files" }],
        [["store", "wordpress"], {}, { view: "store-app", app: "wordpress" }],
        [["store"], { library: "/srv/a b" }, { view: "store", category: "", library: "/srv/a b" }],
        [["store", "libraries"], {}, { view: "store-app", app: "libraries" }],
        [["libraries"], {}, { view: "libraries" }],
        [["libraries", "x"], {}, { view: "unknown" }],
        [["updates"], {}, { view: "updates" }],
        [["updates", "x"], {}, { view: "unknown" }],
        [["backups"], {}, { view: "backups" }],
        [["backups", "x"], {}, { view: "unknown" }],
        [["app", "blog"], {}, { view: "app", id: "blog", tab: "overview" }],
        [["app", "blog"], { tab: "logs" }, { view: "app", id: "blog", tab: "logs" }],
        [["app", "blog"], { tab: "settings" }, { view: "app", id: "blog", tab: "settings" }],
        [["app", "blog"], { tab: "nonsense" }, { view: "app", id: "blog", tab: "overview" }],
        [["app"], {}, { view: "unknown" }],
        [["app", "blog", "x"], {}, { view: "unknown" }],
        [["elsewhere"], {}, { view: "unknown" }],
    ])("reads %j %j", (path, options, route) => {
        expect(routeOf(path, options)).toEqual(route);
    });
});

describe("hrefOf", () => {
    it.each<[Exclude<Route, { view: "unknown" }>, string]>([
        [{ view: "my-apps" }, "#/"],
        [{ view: "store", category: "" }, "#/store"],
        [{ view: "store", category: "a b" }, "#/store?category=a%20b"],
        [{ view: "store", category: "", library: "/srv/a b" }, "#/store?library=%2Fsrv%2Fa%20b"],
        [{ view: "store", category: "files", library: "/srv" }, "#/store?category=files&library=%2Fsrv"],
        [{ view: "libraries" }, "#/libraries"],
        [{ view: "updates" }, "#/updates"],
        [{ view: "backups" }, "#/backups"],
        [{ view: "store-app", app: "odd/name" }, "#/store/odd%2Fname"],
        [{ view: "app", id: "blog", tab: "overview" }, "#/app/blog"],
        [{ view: "app", id: "blog", tab: "logs" }, "#/app/blog?tab=logs"],
    ])("writes %j", (route, href) => {
        expect(hrefOf(route)).toBe(href);
    });
});
