// SPDX-License-Identifier: LGPL-2.1-or-later
/** What the app may do beyond its own containers, for the admin to allow. Its own folder's files are its own. */
import type { ComposeConfig } from "../../../docker/compose-config";
import type { Check, Privilege } from "../check";

export function privilegeChecks(config: ComposeConfig, folder: string): Check[] {
    const isOutside = (path: string) => path !== folder && !path.startsWith(`${folder}/`);
    return [
        ...Object.entries(config.services).flatMap(([service, definition]) => {
            const granted = (what: Privilege, detail = ""): Check =>
                ({ is: "privilege", level: "warn", what, service, detail });
            return [
                ...definition.privileged ? [granted("privileged")] : [],
                ...definition.networkMode === "host" ? [granted("host-network")] : [],
                ...definition.pid === "host" ? [granted("host-processes")] : [],
                ...definition.ipc === "host" ? [granted("host-memory")] : [],
                ...definition.mounts
                    .filter(({ type, source }) => type === "bind" && isOutside(source) && !isHarmless(source))
                    .map(({ source }) => granted(isSocket(source) ? "docker-socket" : "host-path", source)),
                ...definition.usesDockerSocket ? [granted("docker-socket")] : [],
                ...definition.devices.map(device => granted("devices", device)),
                ...definition.joined.map(name => granted("other-container", name)),
                ...definition.capabilities.map(capability => granted("capability", capability)),
                ...definition.securityOptions.filter(option => /[:=](unconfined|disable|host)$/.test(option))
                    .map(option => granted("unconfined", option)),
            ];
        }),
        ...config.files.filter(isOutside).map((detail): Check => ({
            is: "privilege", level: "warn", what: isSocket(detail) ? "docker-socket" : "host-path", service: config.name,
            detail,
        })),
    ];
}

/** The socket itself, or a folder that has it. */
function isSocket(path: string): boolean {
    return path.endsWith("/docker.sock") || ["/run", "/var/run"].includes(path);
}

/** The time of day, which images mount so that their clock shows the host's. */
function isHarmless(source: string): boolean {
    return source === "/etc/localtime" || source === "/etc/timezone" || source.startsWith("/usr/share/zoneinfo");
}
