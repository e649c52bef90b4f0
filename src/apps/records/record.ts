// SPDX-License-Identifier: LGPL-2.1-or-later
/** What is kept of an installed app in `apps.json`: what Docker and the app's folder can't tell again, or not cheaply. */
import { reach } from "../install/reach-choice";
import * as z from "../../machine/zod";

const serviceRecord = z.object({
    /** Restart policy, as compose resolved it: "no", "always", "unless-stopped", "on-failure", "on-failure:3". */
    restart: z.string(),
    /** Its work ends, and ending well is its success. */
    oneShot: z.boolean(),
    /** The compose file or the image's definition promises a health check. */
    healthcheck: z.boolean(),
    image: z.string(),
    /** Containers it is meant to have. */
    scale: z.int().check(z.minimum(0, "must not be negative")),
    /** Service whose network it uses; left out where it has a network of its own. */
    joins: z.optional(z.string()),
});

const plainRecord = z.object({
    app_id: z.string(),
    /** The library's name of the app. */
    name: z.string(),
    customer_name: z.string(),
    trade_mark: z.string(),
    version: z.string(),
    official: z.boolean(),
    /** Folder of the library that the app was copied from. */
    library: z.string(),
    /** When it was asked for, ISO 8601 in UTC. */
    created: z.string(),
    /** What the admin wants of it; `uninstalled` keeps name and data. Its last job knows better: see `wishedRecords`. */
    wish: z.enum(["running", "stopped", "uninstalled"]),
    services: z.record(z.string(), serviceRecord),
    /** Host ports promised to it, by the `.env` key that carries each. */
    ports: z.record(z.string(), z.int()),
    /** All host ports that it publishes, `address` "" for every address; older records have none. */
    published: z.optional(z.array(z.object({
        address: z.string(), first: z.int(), last: z.int(), protocol: z.string(),
    }))),
    /** Who reaches its ports, by the key that the install form has for each; older records have none. */
    reachable_from: z.optional(z.record(z.string(), reach)),
    /** Fixed container names; missing in older records. */
    container_names: z.optional(z.array(z.string())),
    /** Network of its own that the installation creates, null where it uses another. */
    network: z.nullable(z.object({ name: z.string(), subnet: z.string() })),
    /** Ranges of addresses, in CIDR notation, that its compose file fixes for its networks; older records have none. */
    subnets: z.optional(z.array(z.string())),
    /** Ready to show: `running_info` of the interface without `compose_file`, with "$host" for the host's name. */
    access: z.object({
        port: z.nullable(z.int()),
        url: z.string(),
        admin_url: z.string(),
        user_name: z.string(),
        password: z.string(),
        /** Service and port in its container that are the web page; older records and the host's network have none. */
        target: z.optional(z.object({ service: z.string(), port: z.int() })),
    }),
    /** Where an answer says that it is ready, `address` "" for all; null where health checks say it, or nothing does. */
    probe: z._default(
        z.nullable(z.object({ scheme: z.enum(["http", "https"]), address: z.string(), port: z.int() })), null),
    /** Services whose images are pulled; older records have none, and pull what nothing is built for. */
    pull: z.optional(z.array(z.string())),
    /** What an `<img>` on a Cockpit page can load. */
    image_url: z.string(),
});

/** What another version or other settings change, and since when, ISO 8601 in UTC. */
const change = z.object({
    part: z.pick(plainRecord, {
        version: true, services: true, pull: true, ports: true, published: true, reachable_from: true, container_names: true,
        network: true, subnets: true, access: true, probe: true,
    }),
    since: z.string(),
    /** Where the change is the restoring of a backup: when that was made, ISO 8601 in UTC. */
    backup: z.optional(z.string()),
    /** Its tags were pulled anew, so that it may have other images under the same names. */
    images: z.optional(z.boolean()),
});

const appRecord = z.extend(plainRecord, {
    /** What the change makes of it that begins, or is under way, with the staging folder of this name. */
    next: z.optional(z.extend(change, { staged: z.string() })),
    /** What it was before the last change: the way back. */
    former: z.optional(change),
});

export type ServiceRecord = z.infer<typeof serviceRecord>;
export type AppRecord = z.infer<typeof appRecord>;
export type ChangingPart = z.infer<typeof change>["part"];

/** A record, or which of its fields keep it from being one: without what they hold. */
export type ReadRecord = { record: AppRecord } | { fault: string };

/** `value` as the record of app `id`. Fields of a later version survive at every level. */
export function readRecord(id: string, value: unknown): ReadRecord {
    const { error, data: record } = appRecord.safeParse(value);
    if (error)
        return { fault: issuesOf(error, []) };
    if (record.app_id !== id)
        return { fault: "app_id: another app's" };
    keepUnknown(record, value);
    // zod passes over a key of this name.
    const [, hidden] = Object.entries(record.services).find(([name]) => name === "__proto__") ?? [];
    const checked = serviceRecord.safeParse(hidden);
    return hidden === undefined || checked.success ? { record } : { fault: issuesOf(checked.error, ["services", "__proto__"]) };
}

/** Adds what `original` has and zod left out. A loose schema does the same, but lets any field name pass the compiler. */
function keepUnknown(parsed: object, original: unknown): void {
    const known = new Map(Object.entries(parsed));
    const fields: [string, unknown][] = typeof original === "object" && original !== null ? Object.entries(original) : [];
    for (const [name, value] of fields) {
        const kept: unknown = known.get(name);
        if (!known.has(name))
            Object.defineProperty(parsed, name, { value, enumerable: true, configurable: true, writable: true });
        else if (typeof kept === "object" && kept !== null)
            keepUnknown(kept, value);
    }
}

function issuesOf({ issues }: z.ZodError, within: readonly string[]): string {
    return issues.map(({ path, message }) => [[...within, ...path].join("."), message].filter(Boolean).join(": ")).join("; ");
}
