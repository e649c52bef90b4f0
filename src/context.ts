// SPDX-License-Identifier: LGPL-2.1-or-later
/** What the page and the interface for other pages work with: the host that Cockpit is logged in to. */
import cockpit from "cockpit";
import type { Context } from "./apps/context";
import { configurationFile, dataFolder, pathsBelow } from "./apps/paths";
import { hostNameOf } from "./host-name";
import { cockpitMachine } from "./machine/cockpit";

/** Where Cockpit finds its packages, in its order; the library that ships is part of this one. */
function shippedLibraries(home: string): string[] {
    return [`${home}/.local/share`, "/usr/local/share", "/usr/share"].map(share => `${share}/cockpit/appmanage/library/apps`);
}

/** Of the managed host; needs no administrative access. */
async function ownAddress(): Promise<string> {
    try {
        const [routes = "", trie = ""] = await Promise.all(["route", "fib_trie"].map(table =>
            cockpit.spawn(["cat", `/proc/net/${table}`], { err: "message" })));
        const { addresses } = await import("./apps/host/host-network");
        return addresses(trie, routes).address;
    } catch {
        // Without them the browser's own address is as good as any.
        return "";
    }
}

export async function cockpitContext(): Promise<Context> {
    const { home, name } = await cockpit.user();
    return {
        machine: cockpitMachine(),
        user: name,
        paths: pathsBelow(dataFolder),
        configurationFile,
        shippedLibraries: shippedLibraries(home),
        hostName: await hostNameOf(cockpit.transport.host, window.location.hostname, ownAddress),
    };
}
