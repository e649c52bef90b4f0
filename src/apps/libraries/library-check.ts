// SPDX-License-Identifier: LGPL-2.1-or-later
/** Whether a folder can be a library, what it would bring to the store, and what is wrong with it otherwise. */
import type { BrokenApp } from "../../library/definition";
import { readCatalogue, type Catalogue } from "../../library/library";
import type { Machine } from "../../machine/machine";
import { scriptOutput } from "../../machine/script";
import { librarySources, type Context } from "../context";
import { displaced, type Origin, type Source } from "./libraries";
import lookScript from "./look-at-library.sh";

export type LibraryFault =
    | { is: "blank" }
    | { is: "not-absolute" }
    | { is: "missing", folder: string }
    | { is: "no-folder", folder: string }
    | { is: "unreadable", folder: string, message: string }
    | { is: "listed", folder: string, origin: Origin } // `folder` as it stands in the list
    | { is: "installed-apps" } // copies of apps with their passwords, no library
    | { is: "one-app", folder: string } // `folder` is the one above it
    | { is: "no-apps", folder: string }
    | { is: "only-broken", folder: string, broken: BrokenApp[] };

export interface LibraryFind {
    /** As it will be kept. */
    folder: string;
    /** It is the folder "apps" in the one that was given. */
    isWithin: boolean;
    /** On offer once it is added. */
    apps: number;
    unreleased: number;
    /** Not on offer, for libraries before it have them. */
    hidden: number;
    /** Those of its apps that take the place of others that are on offer now. */
    displaced: number;
    broken: number;
}

export type LibraryCheck = { is: "good", find: LibraryFind } | { is: "bad", fault: LibraryFault };

/** The path as it is kept: without ".", "..", doubled or trailing slashes. */
export function keptPath(typed: string): string | LibraryFault {
    const path = typed.trim();
    if (path === "")
        return { is: "blank" };
    if (!path.startsWith("/") || /\p{Cc}/u.test(path))
        return { is: "not-absolute" };
    const parts: string[] = [];
    for (const part of path.split("/")) {
        if (part === "..")
            parts.pop();
        else if (part !== "" && part !== ".")
            parts.push(part);
    }
    return `/${parts.join("/")}`;
}

/** What a candidate brings, where it stands in the catalogue that was read with it. */
export function findIn({ shelves }: Catalogue, folder: string, isWithin: boolean): LibraryCheck {
    const shelf = shelves.find(one => one.folder === folder);
    const unreadable = shelf?.broken.find(one => one.folder === folder)?.reason;
    if (unreadable?.is === "unreadable")
        return bad({ is: "unreadable", folder, message: unreadable.message });
    if (shelf === undefined || shelf.apps + shelf.hidden.length + shelf.unreleased === 0) {
        const broken = shelf?.broken ?? [];
        return bad(broken.length > 0 ? { is: "only-broken", folder, broken } : { is: "no-apps", folder });
    }
    return { is: "good", find: {
        folder,
        isWithin,
        apps: shelf.apps,
        unreleased: shelf.unreleased,
        hidden: shelf.hidden.length,
        displaced: displaced(shelves, folder).length,
        broken: shelf.broken.length,
    } };
}

function bad(fault: LibraryFault): LibraryCheck {
    return { is: "bad", fault };
}

/** Throws `ConfigurationError` if the list of libraries cannot be read. */
export async function checkLibrary(context: Context, typed: string): Promise<LibraryCheck> {
    const folder = keptPath(typed);
    if (typeof folder !== "string")
        return bad(folder);
    const { machine, paths } = context;
    const sources = await librarySources(context);
    const within = folder === "/" ? "/apps" : `${folder}/apps`;
    const places = [folder, within, `${paths.root}/apps`, ...sources.map(source => source.folder)];
    const text = await scriptOutput(machine, "look-at-library", lookScript, { args: places });
    const [kind, real = "", realWithin = "", realInstalled = "", ...others] = text.split("\0");
    if (kind === "missing" || kind === "no-folder")
        return bad({ is: kind, folder });
    if (kind === "one-app")
        return bad({ is: "one-app", folder: folder.slice(0, folder.lastIndexOf("/")) || "/" });

    const known = (path: string): LibraryFault | undefined => {
        const source = sources[others.indexOf(path)];
        if (source !== undefined)
            return { is: "listed", ...source };
        return realInstalled !== "" && `${path}/`.startsWith(`${realInstalled}/`) ? { is: "installed-apps" } : undefined;
    };
    const fault = known(real);
    if (fault !== undefined)
        return bad(fault);
    const check = findIn(await catalogueWith(machine, sources, folder), folder, false);
    if (check.is === "good" || check.fault.is === "unreadable" || realWithin === "")
        return check;
    // The folder of the whole repository is what one has at hand.
    const faultWithin = known(realWithin);
    if (faultWithin !== undefined)
        return bad(faultWithin);
    const checkWithin = findIn(await catalogueWith(machine, sources, within), within, true);
    return checkWithin.is === "good" || checkWithin.fault.is === "only-broken" ? checkWithin : check;
}

/** With the candidate where it will stand: after those that were added before it. */
function catalogueWith(machine: Machine, sources: readonly Source[], folder: string): Promise<Catalogue> {
    const configured = sources.filter(({ origin }) => origin === "configured");
    const others = sources.filter(({ origin }) => origin !== "configured");
    return readCatalogue(machine, [...configured.map(one => one.folder), folder, ...others.map(one => one.folder)]);
}
