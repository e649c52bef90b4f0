// SPDX-License-Identifier: LGPL-2.1-or-later
/** The views of the page and their addresses behind the "#". */

export const detailTabs = ["overview", "services", "logs", "settings", "compose"] as const;
export type DetailTab = (typeof detailTabs)[number];

export type Route =
    | { view: "my-apps" }
    | { view: "store", category: string, library?: string } // `library`: only the apps of that folder
    | { view: "libraries" }
    | { view: "updates" }
    | { view: "backups" }
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
    if (first === "store") {
        const library = single(options.library);
        return second === undefined
            ? { view: "store", category: single(options.category), ...(library !== "" && { library }) }
            : { view: "store-app", app: second };
    }
    if (first === "libraries" && second === undefined)
        return { view: "libraries" };
    if (first === "updates" && second === undefined)
        return { view: "updates" };
    if (first === "backups" && second === undefined)
        return { view: "backups" };
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
    case "store": {
        const { category, library = "" } = route;
        const options = Object.entries({ category, library })
            .flatMap(([key, value]) => value === "" ? [] : [`${key}=${encodeURIComponent(value)}`]);
        return options.length === 0 ? "#/store" : `#/store?${options.join("&")}`;
    }
    case "libraries":
        return "#/libraries";
    case "updates":
        return "#/updates";
    case "backups":
        return "#/backups";
    case "store-app":
        return `#/store/${encodeURIComponent(route.app)}`;
    case "app":
        return `#/app/${encodeURIComponent(route.id)}${route.tab === "overview" ? "" : `?tab=${route.tab}`}`;
    }
}

function single(option: string | string[] | undefined): string {
    return (Array.isArray(option) ? option[0] : option) ?? "";
}
