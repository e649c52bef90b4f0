// SPDX-License-Identifier: LGPL-2.1-or-later
/** What an app's record keeps of its services, told from its compose project. */
import type { ComposeConfig, ComposeService } from "../../docker/compose-config";
import type { ServiceRecord } from "../records/record";

export function serviceRecords(config: ComposeConfig): Record<string, ServiceRecord> {
    const oneShots = oneShotServices(config);
    return Object.fromEntries(Object.entries(config.services).map(([name, service]) => [name, {
        restart: service.restart || "no",
        oneShot: oneShots.has(name),
        healthcheck: service.healthcheck === "set",
        image: service.image,
        scale: service.scale,
        ...joinedBy(service),
    }]));
}

function joinedBy({ networkMode }: ComposeService): Pick<ServiceRecord, "joins"> {
    const joins = /^service:(.+)$/.exec(networkMode)?.[1];
    return joins === undefined ? {} : { joins };
}

/**
 * Compose has no word for "this one ends", but where another service waits for its completion; else the restart policy
 * tells. An author who wrote no policy anywhere, or left no service that stays, meant nothing by it.
 */
function oneShotServices({ services }: ComposeConfig): Set<string> {
    const awaited = new Set(dependedOn(services, "service_completed_successfully"));
    const keptHealthy = new Set(dependedOn(services, "service_healthy"));
    const someRestart = Object.values(services).some(service => restartsAlways(service));

    const likely = Object.entries(services).filter(([name, service]) => (service.restart !== "" || someRestart) &&
        !restartsAlways(service) && !serves(service) && !keptHealthy.has(name)).map(([name]) => name);
    const all = new Set([...awaited, ...likely]);
    return all.size === Object.keys(services).length ? awaited : all;
}

function restartsAlways(service: ComposeService): boolean {
    return service.restart === "always" || service.restart === "unless-stopped";
}

/** Work that ends is neither reached nor checked for health; libraries do forget the policy of a redis or imgproxy. */
function serves(service: ComposeService): boolean {
    return service.ports.length > 0 || service.exposesPorts || service.healthcheck === "set";
}

function dependedOn(services: ComposeConfig["services"], condition: string): string[] {
    return Object.values(services).flatMap(service => Object.entries(service.dependsOn)
        .filter(([, needed]) => needed === condition)
        .map(([name]) => name));
}
