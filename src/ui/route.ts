// SPDX-License-Identifier: LGPL-2.1-or-later
/** The views of the page and their addresses behind the "#". */

export const detailTabs = ["overview", "services", "logs", "compose"] as const;
export type DetailTab = (typeof detailTabs)[number];

export type Route =
    | { view: "my-apps" }
    | { view: "store", category: string }
    | { view: "store-app", app: string }
    | { view: "app", id: string, tab: DetailTab }
    | { view: "unknown" };

/** `path` and `options` as `cockpit.location` has them. An option given twice counts once. */
export function routeOf(path: readonly string[], options: Readonly<Record<string, string | string[]>>): Route {
    const [first, second, ...rest] = path;
    if (rest.length > 0)
        return { view: "unknown" };
    if (first === undefined)
        return { view: "my-apps" };
    if (first === "store")
        return second === undefined
            ? { view: "store", category: single(options.category) }
            : { view: "store-app", app: second };
    if (first === "app" && second !== undefined) {
        const asked = single(options.tab);
        return { view: "app", id: second, tab: detailTabs.find(tab => tab === asked) ?? "overview" };
    }
    return { view: "unknown" };
}

/** What an `<a href>` takes to get there. */
export function hrefOf(route: Exclude<Route, { view: "unknown" }>): string {
    switch (route.view) {
    case "my-apps":
        return "#/";
    case "store":
        return route.category === "" ? "#/store" : `#/store?category=${encodeURIComponent(route.category)}`;
    case "store-app":
        return `#/store/${encodeURIComponent(route.app)}`;
    case "app":
        return `#/app/${encodeURIComponent(route.id)}${route.tab === "overview" ? "" : `?tab=${route.tab}`}`;
    }
}

function single(option: string | string[] | undefined): string {
    return (Array.isArray(option) ? option[0] : option) ?? "";
}
