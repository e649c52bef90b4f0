// SPDX-License-Identifier: LGPL-2.1-or-later
/** The host that this program runs on, for doors without Cockpit. */
import { readFile } from "node:fs/promises";
import { userInfo } from "node:os";
import type { Context } from "../apps/context";
import { addresses } from "../apps/host/host-network";
import { configurationFile, dataFolder, pathsBelow } from "../apps/paths";
import { hostNameOf } from "../host-name";
import { nodeMachine } from "../machine/node";

/** The address of the interface with the default route, "" if no interface has one. */
async function ownAddress(): Promise<string> {
    try {
        const [routes = "", trie = ""] = await Promise.all(["route", "fib_trie"].map(table =>
            readFile(`/proc/net/${table}`, "utf8")));
        return addresses(trie, routes).address;
    } catch {
        // Without these tables the host name has to do.
        return "";
    }
}

/** Milliseconds for which the address is not read again: each file is a round trip, and requests come in rows. */
const sameAddress = 10_000;
let known: { at: number, address: Promise<string> } | undefined;

function recentAddress(): Promise<string> {
    const at = performance.now();
    if (known === undefined || at - known.at > sameAddress)
        known = { at, address: ownAddress() };
    return known.address;
}

/** How a caller who used the name `called` reaches this host. */
export function reachedAs(called: string): Promise<string> {
    return hostNameOf("localhost", called, recentAddress);
}

/** `user` is named by the audit trail; `called` is the name by which the caller knows this host, "" for none. */
export async function localContext(user: string, called = ""): Promise<Context> {
    return {
        machine: nodeMachine(),
        user,
        paths: pathsBelow(dataFolder),
        configurationFile,
        shippedLibraries: ["/usr/local/share", "/usr/share"].map(share => `${share}/cockpit/appmanage/library/apps`),
        hostName: await reachedAs(called),
    };
}

/** The login that runs this program, of which sudo tells. */
export function loginName(): string {
    return process.env.SUDO_USER || userInfo().username;
}
