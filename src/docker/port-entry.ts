// SPDX-License-Identifier: LGPL-2.1-or-later
/** An entry of a service's `ports` as the compose file has it, with its variables: "$WEB_PORT_SET:80", 8080, an object. */
import * as z from "../machine/zod";

const portEntry = z.union([z.string(), z.number(), z.looseObject({ target: z.unknown() })]);

export type PortEntry = z.infer<typeof portEntry>;

const project = z.object({
    services: z._default(z.record(z.string(), z.object({ ports: z.nullish(z.array(portEntry)) })), {}),
});

/** By service: the output of `docker compose config --no-interpolate --format json`. Throws what is wrong with it. */
export function portEntriesFrom(output: string): Record<string, PortEntry[]> {
    return Object.fromEntries(Object.entries(project.parse(JSON.parse(output)).services)
        .map(([service, { ports }]) => [service, ports ?? []]));
}

/** How many ports compose makes of it, as far as its text tells: a row like "8000-8010:80-90" becomes one each. */
export function portsOf(entry: PortEntry): number {
    if (typeof entry === "object")
        return 1;
    const [, first, last] = /^(\d+)-(\d+)$/.exec(parts(String(entry)).container) ?? [];
    return first === undefined ? 1 : Math.max(Number(last) - Number(first) + 1, 1);
}

/** The same entry published on `address` ("" for all); undefined where its text is nothing but a variable. */
export function entryOn(entry: PortEntry, address: string): PortEntry | undefined {
    if (typeof entry === "object") {
        const others = Object.entries(entry).filter(([key]) => key !== "host_ip");
        return { target: entry.target, ...Object.fromEntries(others), ...address !== "" && { host_ip: address } };
    }
    const { host, container, protocol } = parts(String(entry));
    if (host === undefined && container.includes("$"))
        return undefined;
    const ports = host === undefined || host === "" ? [container] : [host, container];
    if (address === "")
        return ports.join(":") + protocol;
    return [address.includes(":") ? `[${address}]` : address, ...host ? [] : [""], ...ports].join(":") + protocol;
}

/** "127.0.0.1:80:8080/udp" in its parts, `host` undefined where only the container's port is there. */
function parts(text: string): { host: string | undefined, container: string, protocol: string } {
    const [, ports = text, protocol = ""] = /^(.*?)(\/[a-z]+)?$/is.exec(text) ?? [];
    const pieces = split(ports);
    return { host: pieces.at(-2), container: pieces.at(-1) ?? "", protocol };
}

/** At colons, but not those within `${PORT:-80}` and `[::1]`. */
function split(text: string): string[] {
    const pieces = [""];
    let depth = 0;
    for (const sign of text) {
        if (/[{[]/.test(sign))
            depth++;
        else if (/[}\]]/.test(sign))
            depth--;
        if (sign === ":" && depth === 0)
            pieces.push("");
        else
            pieces.push((pieces.pop() ?? "") + sign);
    }
    return pieces;
}
