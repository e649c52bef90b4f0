// SPDX-License-Identifier: LGPL-2.1-or-later
/** What a library is called where its path is too long. */
import cockpit from "cockpit";
import type { Library } from "../../apps/libraries/libraries";

const _ = cockpit.gettext;

/** Says nothing of what is in it: "/srv/team/apps" is the team's. */
const plain = new Set(["apps", "library", "libraries"]);

/** Names by folder: as few of the path's last parts as tell the libraries apart. */
export function libraryNames(libraries: readonly Pick<Library, "folder" | "origin">[]): Map<string, string> {
    const parts = new Map(libraries.map(({ folder }) => [folder, partsOf(folder)]));
    return new Map(libraries.map(({ folder, origin }) => {
        if (origin === "shipped")
            return [folder, _("Built-in")];
        if (origin === "own")
            return [folder, _("This server")];
        const own = parts.get(folder) ?? [];
        const others = [...parts].filter(([other]) => other !== folder).map(([, path]) => path);
        const taken = (length: number): boolean =>
            plain.has(own.at(-length) ?? "")
            || others.some(other => other.slice(-length).join("/") === own.slice(-length).join("/"));
        let length = 1;
        while (length < own.length && taken(length))
            length++;
        return [folder, own.slice(-length).join("/") || folder];
    }));
}

/** Of its path, without the "apps" that most end with. */
function partsOf(folder: string): string[] {
    const parts = folder.split("/").filter(Boolean);
    return parts.length > 1 && parts.at(-1) === "apps" ? parts.slice(0, -1) : parts;
}

/** Whose it is, for the list of all. */
export function originText({ origin }: Pick<Library, "origin">): string {
    switch (origin) {
    case "configured":
        return _("Added by an administrator");
    case "own":
        return _("Always searched: a place for apps of this server alone");
    case "data":
        return _("Always searched: Websoft9 keeps its library there");
    case "shipped":
        return _("Comes with this page");
    }
}
