// SPDX-License-Identifier: LGPL-2.1-or-later
/** What the containers say of an app's addresses and version. Its record tells only of the day of the installation. */
import type { Container, PublishedPort } from "../../docker/container";
import { addressed, hostAt, isLoopback, speaksTls, widestOf } from "../address";
import type { AppRecord } from "../records/record";

export interface PublishedAddress {
    service: string;
    /** "server:5432", "[2001:db8::1]:5432", "server:6000-6010". */
    address: string;
    protocol: string;
    /** Bound to loopback: only programs on this server can reach it. */
    localOnly: boolean;
}

export interface Observed {
    /** With the addresses and the version of what runs, where anything does. */
    record: AppRecord;
    /** Its web page is bound to loopback. */
    localOnly: boolean;
    published: PublishedAddress[];
}

/** `containers` are the app's own; `hostName` is how the host is reached. */
export function observed(record: AppRecord, containers: readonly Container[], hostName: string): Observed {
    const bindings = containers.flatMap(({ service, ports }) => ports.map(port => ({ ...port, service })));
    const web = webBinding(record, containers, bindings);
    const access = web === undefined ? addressed(record.access, hostName)
        : web === null ? { ...record.access, port: null, url: "", admin_url: "" }
            : { ...record.access, ...urlsAt(record.access, web, bindings, hostName) };
    return {
        record: { ...record, access, version: versionOf(record, containers) },
        localOnly: web ? isLoopback(web.address) : false,
        published: addressesOf(bindings, hostName),
    };
}

type Binding = PublishedPort & { service: string };

/**
 * Where the web page is now. Null where what should publish it runs without publishing anything; undefined where the
 * containers do not tell: they are down, or use the host's network.
 */
function webBinding(
    { access }: AppRecord, containers: readonly Container[], bindings: readonly Binding[],
): Binding | null | undefined {
    const { port, target } = access;
    if (port === null)
        return undefined;
    const tcp = bindings.filter(({ protocol }) => protocol === "tcp");
    const found = widestOf(tcp.filter(({ service, container }) => service === target?.service && container === target.port)) ??
        widestOf(tcp.filter(({ host }) => host === port)) ?? onlyOne(tcp, target?.service);
    if (found)
        return found;
    const runs = containers.some(({ service, state }) => service === target?.service && state === "running");
    return runs && !tcp.some(({ service }) => service === target?.service) ? null : undefined;
}

/** The port was changed on both sides: what else could it be, if there is one only? */
function onlyOne(bindings: readonly Binding[], service: string | undefined): Binding | undefined {
    const own = bindings.filter(binding => service === undefined || binding.service === service);
    return new Set(own.map(({ host }) => host)).size === 1 ? widestOf(own) : undefined;
}

/** The recorded addresses with host and port exchanged. An admin page on another port keeps that. */
function urlsAt(
    recorded: AppRecord["access"], web: Binding, bindings: readonly Binding[], hostName: string,
): Pick<AppRecord["access"], "port" | "url" | "admin_url"> {
    const { url, admin_url: admin } = recorded;
    if (url === "")
        return { port: web.host, url, admin_url: admin };
    const now = `${schemeOf(recorded, web)}://${hostAt(web.address, hostName)}:${web.host}`;
    if (admin === url || admin.startsWith(`${url}/`))
        return { port: web.host, url: now, admin_url: now + admin.slice(url.length) };
    const [, start = "", port = "", rest = ""] = /^(https?:\/\/)(?:\[[^\]]*\]|[^/:]*):(\d+)(.*)$/.exec(admin) ?? [];
    const other = widestOf(bindings.filter(({ host }) => host === Number(port)));
    return {
        port: web.host, url: now,
        admin_url: other
            ? `${start}${hostAt(other.address, hostName)}:${port}${rest}`
            : addressed(recorded, hostName).admin_url,
    };
}

/** Another port in the container may speak otherwise. */
function schemeOf({ url, target }: AppRecord["access"], web: Binding): string {
    if (target !== undefined && web.container !== target.port)
        return speaksTls(web.container) ? "https" : "http";
    return url.startsWith("https:") ? "https" : "http";
}

/** That of the tag that its containers have in the place where the recorded version stood. */
export function versionOf({ version, services, access }: AppRecord, containers: readonly Container[]): string {
    const carriers = Object.entries(services).flatMap(([name, { image }]) => {
        const around = surroundings(tagOf(image), version);
        return around ? [{ name, around }] : [];
    });
    // Others may carry the same number by chance.
    const carrier = carriers.find(({ name }) => name === access.target?.service) ?? carriers[0];
    const own = containers.filter(({ service, oneOff }) => service === carrier?.name && !oneOff);
    const tag = tagOf((own.find(({ state }) => state === "running") ?? own[0])?.image ?? "");
    if (!carrier || tag === "")
        return version;
    const { before, after } = carrier.around;
    const isSame = tag.startsWith(before) && tag.endsWith(after) && tag.length > before.length + after.length;
    return isSame ? tag.slice(before.length, tag.length - after.length) : tag;
}

/** "" if unknown: Docker names an image by its id once its tag has moved. */
function tagOf(image: string): string {
    return image.startsWith("sha256:") ? "" : /:(\w[\w.-]*)$/.exec(image.replace(/@.*$/, ""))?.[1] ?? "";
}

function surroundings(tag: string, version: string): { before: string, after: string } | undefined {
    for (let at = version === "" ? -1 : tag.indexOf(version); at >= 0; at = tag.indexOf(version, at + 1)) {
        const before = tag.slice(0, at);
        const after = tag.slice(at + version.length);
        if (!/[0-9.]$/.test(before) && !/^[0-9]|^\.[0-9]/.test(after))
            return { before, after };
    }
    return undefined;
}

/** Neighbouring ports in one entry; what is bound to all IPv4 and to all IPv6 addresses, once. */
function addressesOf(bindings: readonly Binding[], hostName: string): PublishedAddress[] {
    const at = bindings.map(({ service, address, host, protocol }) =>
        ({ service, protocol, host, name: hostAt(address, hostName), localOnly: isLoopback(address) }));
    at.sort((one, other) => one.protocol.localeCompare(other.protocol) || one.name.localeCompare(other.name) ||
        one.service.localeCompare(other.service) || one.host - other.host);
    const ranges: (typeof at[number] & { last: number })[] = [];
    for (const next of at) {
        const range = ranges.at(-1);
        const isSame = range?.service === next.service && range.name === next.name && range.protocol === next.protocol;
        if (range && isSame && next.host <= range.last + 1)
            range.last = next.host;
        else
            ranges.push({ ...next, last: next.host });
    }
    return ranges.sort((one, other) => one.host - other.host).map(({ service, protocol, host, last, name, localOnly }) =>
        ({ service, protocol, localOnly, address: `${name}:${host}${last > host ? `-${last}` : ""}` }));
}
