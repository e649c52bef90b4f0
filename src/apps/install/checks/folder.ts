// SPDX-License-Identifier: LGPL-2.1-or-later
/** Whether the library's folder of the app is whole, and all that the app is made of. */
import type { ComposeConfig } from "../../../docker/compose-config";
import type { AppFolder } from "../../../library/folder";
import type { Check } from "../check";
import { isAtLeast } from "./versions";

export function folderChecks({ fault }: Pick<AppFolder, "fault">): Check[] {
    if (fault?.is === "unclear")
        return [{ is: "compose-file", level: "stop", message: `${fault.file}: ${fault.why}` }];
    return fault ? [{ is: "library-folder", level: "stop", fault }] : [];
}

interface Used {
    what: Exclude<Extract<Check, { is: "missing-file" }>["what"], "file">;
    /** Or the name of the volume, the secret, the config. */
    service: string;
    path: string;
    isMade: boolean;
}

/**
 * What Compose and Docker will open. In the place of a mount that is not there Docker makes a folder, unless the file
 * forbids it: for data that is as it should be, for a file it is not.
 */
function pathsUsed({ services, materials, volumes }: ComposeConfig, composeVersion: string): Used[] {
    // Short mounts always say it; of long ones that don't, newer Composes make the folder.
    const makesAll = isAtLeast(composeVersion, "2.36.0");
    return [
        ...Object.entries(services).flatMap(([service, { mounts, builtFrom, dockerfile, devices }]): Used[] => [
            ...mounts.filter(({ type }) => type === "bind").map(({ source, isMade = makesAll }): Used =>
                ({ what: "mount", service, path: source, isMade })),
            ...builtFrom.map((path): Used => ({ what: "build", service, path, isMade: false })),
            ...dockerfile === "" ? [] : [{ what: "dockerfile", service, path: dockerfile, isMade: false } as const],
            ...devices.map((path): Used => ({ what: "device", service, path, isMade: false })),
        ]),
        ...Object.values(volumes).filter(({ bound, external }) => bound !== "" && !external).map(({ name, bound }): Used =>
            ({ what: "mount", service: name, path: bound, isMade: false })),
        ...materials.filter(({ file }) => file !== "").map(({ kind, name, file }): Used =>
            ({ what: kind, service: name, path: file, isMade: false })),
    ];
}

/** Nothing is wrong with its absence. */
function mayBeMade({ path, isMade }: Used): boolean {
    return isMade && !/\.[A-Za-z0-9]{1,9}$/.test(path);
}

function isWithin(path: string, folder: string): boolean {
    return path === folder || path.startsWith(`${folder}/`);
}

/** Paths of the host outside of the app's folder that have to be there. */
export function foreignPaths(config: ComposeConfig, folder: string, composeVersion: string): string[] {
    return [...new Set(pathsUsed(config, composeVersion)
        .filter(used => !isWithin(used.path, folder) && !mayBeMade(used)).map(({ path }) => path))];
}

/** `missing` are those of the foreign paths that don't exist. */
export function missingChecks(
    config: ComposeConfig, folder: string, { entries }: Pick<AppFolder, "entries">, missing: readonly string[],
    composeVersion: string,
): Check[] {
    const inside = (path: string) => isWithin(path, folder) ? path.slice(folder.length + 1) : undefined;
    const isThere = (path: string) => {
        const within = inside(path);
        return within === undefined ? !missing.includes(path) : within === "" || entries.has(within);
    };
    // One line says enough of a folder that is not there.
    const isTold = ({ what, service }: Used) => what === "dockerfile" && !config.services[service]?.builtFrom.every(isThere);
    return [
        ...pathsUsed(config, composeVersion)
            .filter(used => !isThere(used.path) && !mayBeMade(used) && !isTold(used))
            .map(({ what, service, path, isMade }): Check =>
                ({ is: "missing-file", level: isMade ? "warn" : "stop", what, service, path: inside(path) ?? path })),
        ...config.materials.filter(({ external }) => external).map(({ kind, name }): Check =>
            ({ is: "swarm-only", level: "stop", what: kind, name })),
    ];
}
