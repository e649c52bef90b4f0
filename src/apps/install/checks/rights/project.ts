// SPDX-License-Identifier: LGPL-2.1-or-later
/** The whole of a resolved compose model: every key of it has a rule, and a key without one is shown. */
import { build } from "./build";
import { container } from "./container";
import { volume } from "./mount";
import {
    asks, external, harmless, harmlessKeys, harmlessMap, isMap, keysOf, labels, listOf, mapOf, namedOr,
    option, reads, right, textOf, unknown, unless, unlessOneOf, type Asked, type Rule, type Table,
} from "./rule";

const hookKeys: Table = {
    ...harmlessKeys("command", "working_dir"),
    environment: harmlessMap,
    privileged: container.privileged ?? unknown,
    user: option,
};
const hooks = listOf(keysOf(hookKeys));

const serviceKeys: Table = {
    ...container,
    build,
    // Nothing of it counts without `docker compose watch`.
    develop: keysOf({
        watch: listOf(keysOf({
            ...harmlessKeys("path", "action", "target", "include", "ignore", "initial_sync"), exec: keysOf(hookKeys),
        })),
    }),
    post_start: hooks,
    pre_stop: hooks,
    // Containers of their own, to which the model gives what they have from the service.
    pre_start: listOf(keysOf({ ...container, per_replica: harmless })),
};

const service: Rule = (value, path) => [...keysOf(serviceKeys)(value, path), ...isMap(value) ? otherUsers(value) : []];

function otherUsers({ user, pre_start: containers }: Record<string, unknown>): Asked[] {
    return (Array.isArray(containers) ? containers : []).flatMap((one: unknown) =>
        isMap(one) && textOf(one.user) !== textOf(user) ? option(one.user, "pre_start.user") : []);
}

const job = keysOf({
    ...serviceKeys,
    triggers: keysOf({
        manual: harmless, schedule: listOf(namedOr(keysOf(harmlessKeys("cron", "concurrency", "missed_fires", "timezone")))),
    }),
});

/** Options of the bridge that matter within it only. */
const bridgeOption = /^com\.docker\.network\.(?:driver\.mtu|bridge\.enable_(?:icc|ip_masquerade)|container_iface_prefix)(?:=|$)/;

const networkKeys = keysOf({
    // Networks of others are checked by their names.
    ...harmlessKeys("name", "internal", "enable_ipv4", "enable_ipv6"),
    external,
    attachable: option,
    driver: unlessOneOf(["bridge", "none"], (word): Asked[] => [networkDriver(textOf(word))]),
    driver_opts: unless(word => bridgeOption.test(word), option),
    ipam: keysOf({
        driver: unlessOneOf(["default"], asks("plugin")),
        config: listOf(keysOf({ ...harmlessKeys("subnet", "ip_range", "gateway"), aux_addresses: harmlessMap })),
        options: option,
    }),
    labels,
});

function networkDriver(driver: string): Asked {
    return driver === "host" ? right("host-network", "")
        : /^(?:mac|ip)vlan$/.test(driver) ? right("physical-network", driver) : right("plugin", driver);
}

/** The name of one that is there already means what it means as `network_mode`. */
const network: Rule = (value, path) => [
    ...networkKeys(value, path),
    ...isMap(value) && /^(?:host$|container:)/.test(textOf(value.name)) ? container.network_mode?.(value.name, path) ?? [] : [],
];

/** Compose gets no environment but the app's own. */
const material = keysOf({
    ...harmlessKeys("name", "content", "environment"),
    external, file: reads, labels, driver: option, driver_opts: option, template_driver: option,
});

const model = keysOf({ ...harmlessKeys("name", "context_size"), model: asks("model"), runtime_flags: option });

const rest = keysOf({
    ...harmlessKeys("name", "version"),
    configs: mapOf(material),
    include: listOf(harmlessOrIncluded),
    models: mapOf(model),
    networks: mapOf(network),
    secrets: mapOf(material),
    volumes: mapOf(volume),
});

/** Part of the model by now. */
function harmlessOrIncluded(value: unknown, path: string): Asked[] {
    return (isMap(value) ? keysOf(harmlessKeys("path", "env_file", "project_directory")) : harmless)(value, path);
}

/** What a part of the app asks for. The app's name is used for what belongs to no single service. */
export type Wish = Asked & { subject: string };

export function wishesOf(model: unknown): Wish[] {
    if (!isMap(model))
        return [];
    const { services, jobs, ...others } = model;
    const of = (subject: string, asked: Asked[]): Wish[] => asked.map(one => ({ ...one, subject }));
    const each = (rule: Rule, members: unknown) =>
        isMap(members) ? Object.entries(members).flatMap(([name, member]) => of(name, rule(member, ""))) : [];
    return [...each(service, services), ...each(job, jobs), ...of(textOf(model.name), rest(others, ""))];
}
