// SPDX-License-Identifier: LGPL-2.1-or-later
/** Whether the library's folder of the app is whole, and all that the app is made of. */
import type { ComposeConfig } from "../../../docker/compose-config";
import type { AppFolder } from "../../../library/folder";
import type { Check } from "../check";

export function folderChecks({ fault }: Pick<AppFolder, "fault">): Check[] {
    return fault ? [{ is: "library-folder", level: "stop", fault }] : [];
}

/** In the place of a file that is not there docker makes an empty folder. For data that is as it should be. */
export function mountChecks(config: ComposeConfig, folder: string, { entries }: Pick<AppFolder, "entries">): Check[] {
    const isMissing = (path: string) => /\.[A-Za-z0-9]{1,9}$/.test(path) && !entries.has(path);
    return Object.entries(config.services).flatMap(([service, { mounts }]) => mounts
        .filter(({ type, source }) => type === "bind" && source.startsWith(`${folder}/`))
        .map(({ source }) => source.slice(folder.length + 1))
        .filter(isMissing)
        .map((path): Check => ({ is: "missing-file", level: "warn", service, path })));
}
