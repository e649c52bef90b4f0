// SPDX-License-Identifier: LGPL-2.1-or-later
/** What Compose refuses a file for, where the reason is another than a mistake in the file. */
import type { Check } from "../check";
import { isAtLeast } from "./versions";

/**
 * The first Compose that knows a word of the compose file, of those that are younger than the oldest that is good enough.
 * https://docs.docker.com/reference/compose-file/ says it of each.
 */
const composesNeeded: ReadonlyMap<string, string> = new Map(Object.entries({
    content: "2.23.1", ulimits: "2.23.1", mac_address: "2.23.2", required: "2.24.0", driver_opts: "2.27.1", entitlements: "2.27.1",
    format: "2.30.0", gpus: "2.30.0", post_start: "2.30.0", pre_stop: "2.30.0", label_file: "2.32.2", gw_priority: "2.33.1",
    interface_name: "2.36.0", provider: "2.36.0", models: "2.38.0", use_api_socket: "2.38.0", pre_start: "5.6.0", jobs: "5.8.0",
}));

/** `folder` is the app's: paths are told as they are within. `composeVersion` is the host's. */
export function complaintCheck(message: string, folder: string, composeVersion: string): Check {
    return unknownWord(message, composeVersion) ?? missingFile(message, folder) ?? severalByOneName(message) ??
        { is: "compose-file", level: "stop", message };
}

/** "services.web Additional property provider is not allowed", "additional properties 'models' not allowed". */
function unknownWord(message: string, have: string): Check | undefined {
    const word = /additional propert(?:y|ies) ["']?(\w+)["']? (?:is |are )?not allowed/i.exec(message)?.[1];
    const need = composesNeeded.get(word ?? "");
    return word === undefined || need === undefined || isAtLeast(have, need) ? undefined
        : { is: "docker-version", level: "stop", what: "compose", need, have, feature: word };
}

/** "env file /x/y.env not found: …", "open /x/base.yml: no such file or directory". */
function missingFile(message: string, folder: string): Check | undefined {
    const path = /env file (\/.*?) not found/.exec(message)?.[1]
        ?? /(?:open|stat|lstat) (\/[^\n]*?): no such file or directory/.exec(message)?.[1];
    const within = path?.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
    return within === undefined ? undefined : { is: "missing-file", level: "stop", what: "file", service: "", path: within };
}

/** "can't set container_name and web as container name must be unique". */
function severalByOneName(message: string): Check | undefined {
    const service = /can't set container_name and (\S+) as container name must be unique/.exec(message)?.[1];
    return service === undefined ? undefined : { is: "replicas", level: "stop", service, count: 2 };
}
