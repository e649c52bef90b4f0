// SPDX-License-Identifier: LGPL-2.1-or-later
/** The page: the current view, or what is shown instead while the host is not ready. */
import cockpit from "cockpit";
import { Suspense, useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from "react";
import type { AppManager, AppsView, HostState } from "../api/appmanager";
import { offeredUpdate } from "../apps/change/newer-version";
import type { AppOverview } from "../apps/status/overview";
import { isChangeable } from "./app/app-actions";
import { isInstalled } from "./app/installed";
import { noFilter } from "./my-apps/filter";
import { MyApps } from "./my-apps/my-apps";
import { Announcer } from "./page/announcer";
import { createAppsStore } from "./page/apps-store";
import { Arrival } from "./page/arrival";
import { useCatalogue, type CatalogueState } from "./page/catalogue";
import { createDialogs, type Dialogs } from "./page/dialogs";
import { ErrorBoundary } from "./page/error-boundary";
import { HostBanner, HostFace } from "./page/host-face";
import { keepFocus } from "./page/kept-focus";
import { lazyView } from "./page/lazy-view";
import { useRoute } from "./page/location";
import { createLogos } from "./page/logos";
import { NotFound } from "./page/not-found";
import { PageProvider } from "./page/page-context";
import { usePageStatus } from "./page/page-status";
import "./page/page.css";
import type { Superuser } from "./page/superuser";
import { ToastList } from "./page/toast-list";
import { createToasts } from "./page/toasts";
import { LoadingFace } from "./parts/face";
import type { Route } from "./route";

const _ = cockpit.gettext;

/** The list is what the page opens with; the other views come when they are gone to. */
const AppDetails = lazyView(async () => (await import("./details/app-details")).AppDetails);
const Backups = lazyView(async () => (await import("./backups/backups")).Backups);
const Libraries = lazyView(async () => (await import("./libraries/libraries")).Libraries);
const Store = lazyView(async () => (await import("./store/store")).Store);
const StoreApp = lazyView(async () => (await import("./store/store-app")).StoreApp);
const Updates = lazyView(async () => (await import("./updates/updates")).Updates);

interface AppProps {
    manager: AppManager;
    superuser: Superuser;
}

export function App({ manager, superuser }: AppProps) {
    useEffect(keepFocus, []);
    const allowed = useSyncExternalStore(superuser.subscribe, superuser.allowed);
    const contents = useMemo(() => ({
        manager,
        dialogs: createDialogs(),
        logos: createLogos(manager),
        toasts: createToasts(),
    }), [manager]);

    return (
        <PageProvider value={contents}>
            <main className="am-page" id="app-store">
                <ErrorBoundary>
                    <Views manager={manager} allowed={allowed} />
                </ErrorBoundary>
            </main>
            <DialogSlot dialogs={contents.dialogs} />
            <ToastList toasts={contents.toasts} />
        </PageProvider>
    );
}

function DialogSlot({ dialogs }: { dialogs: Dialogs }) {
    return useSyncExternalStore(dialogs.subscribe, dialogs.current);
}

const never = () => () => undefined;

/**
 * Asks the host only with administrative access: when it is granted, everything is read again. A view that was there once
 * stays, with all that is open or typed in it, whatever becomes of the host.
 */
function Views({ manager, allowed }: { manager: AppManager, allowed: boolean | null }) {
    const store = useMemo(() => createAppsStore(manager), [manager]);
    const view = useSyncExternalStore(allowed === true ? store.subscribe : never, store.view);
    const route = useRoute();
    useTitle(route);
    const isReady = allowed === true && view.host.is === "ready";
    useRepair(manager, isReady, view.connection);
    usePageStatus(view.apps.filter(isInstalled), isReady);
    const host: HostState = allowed === true ? view.host : { is: allowed === null ? "loading" : "no-access" };

    if (!view.wasReady)
        return <HostFace host={host.is === "ready" ? { is: "loading" } : host} />;
    return (
        <>
            {host.is !== "ready" && host.is !== "loading" && <HostBanner host={host} />}
            <div className={isReady ? "am-view" : "am-view am-view--stale"}>
                <View route={route} view={view} />
            </div>
            <Announcer apps={view.apps} />
        </>
    );
}

/** What a crash left half done is continued when the page opens, and when docker was away. */
function useRepair(manager: AppManager, isReady: boolean, connection: number | undefined): void {
    const [fault, setFault] = useState<{ error: unknown }>();
    useEffect(() => {
        if (isReady)
            manager.repair().catch((error: unknown) => setFault({ error }));
    }, [manager, isReady, connection]);
    if (fault)
        throw fault.error;
}

function View({ route, view }: { route: Route, view: AppsView }) {
    const [catalogue, readAgain] = useCatalogue(route.view === "store-app" ? "store" : route.view, view.apps);
    const updates = useUpdates(view.apps, catalogue);
    /** Both are kept here so that they are still there when an app's details are left. */
    const [search, setSearch] = useState("");
    const [filter, setFilter] = useState(noFilter);
    /** The app whose installation was just begun: its row is brought into sight. */
    const [fresh, setFresh] = useState<string>();

    // Once seen, the row is one like the others.
    useEffect(() => route.view === "my-apps" ? () => setFresh(undefined) : undefined, [route.view]);

    const shelf = { catalogue, apps: view.apps, readAgain };
    const installed = (appId: string): void => {
        setFresh(appId);
        cockpit.location.go([]);
    };

    const shown = (): ReactNode => {
        switch (route.view) {
        case "my-apps":
            return (
                <MyApps
                    apps={view.apps}
                    broken={view.broken ?? []}
                    updates={updates}
                    fresh={fresh}
                    filter={filter}
                    setFilter={setFilter}
                />
            );
        case "store":
            return (
                <Store
                    {...shelf}
                    category={route.category}
                    library={route.library ?? ""}
                    search={search}
                    setSearch={setSearch}
                />
            );
        case "libraries":
            return <Libraries {...shelf} />;
        case "updates":
            return <Updates {...shelf} />;
        case "backups":
            return <Backups apps={view.apps} restored={installed} />;
        case "store-app":
            return <StoreApp key={route.app} {...shelf} name={route.app} installed={installed} />;
        case "app": {
            const app = view.apps.find(({ record }) => record.app_id === route.id);
            return app === undefined
                ? <NotFound title={_("There is no such app")} />
                : <AppDetails key={route.id} app={app} update={updates.get(route.id)} tab={route.tab} />;
        }
        case "unknown":
            return <NotFound title={_("There is no such page")} />;
        }
    };
    return (
        <Suspense fallback={<LoadingFace title={_("Loading")} />}>
            {shown()}
            <Arrival route={route} takesFocus={fresh === undefined} />
        </Suspense>
    );
}

/** By app id the newer version that it can get; none while the libraries are not read, or can't be. */
function useUpdates(apps: readonly AppOverview[], catalogue: CatalogueState): ReadonlyMap<string, string> {
    const offered = useMemo(
        () => catalogue.is === "ready" ? new Map(catalogue.catalogue.apps.map(app => [app.name, app])) : undefined, [catalogue]);
    return useMemo(() => new Map(apps.flatMap((app): [string, string][] => {
        const version = offered && isChangeable(app) ? offeredUpdate(app, offered) : undefined;
        return version === undefined ? [] : [[app.record.app_id, version]];
    })), [apps, offered]);
}

/** The browser's tab and history say where one is; Cockpit's shell takes it from the frame. */
function useTitle(route: Route): void {
    const title = titleOf(route);
    useEffect(() => {
        document.title = title;
    }, [title]);
}

function titleOf(route: Route): string {
    switch (route.view) {
    case "store":
    case "store-app":
        return _("Store");
    case "libraries":
        return _("Libraries");
    case "updates":
        return _("Updates");
    case "backups":
        return _("Backups");
    case "app":
        return route.id;
    case "my-apps":
    case "unknown":
        return _("My apps");
    }
}
