// SPDX-License-Identifier: LGPL-2.1-or-later
/** What the containers of one service say about it. */
import { justStarted, type Container } from "../../docker/container";
import type { AppRecord, ServiceRecord } from "../records/record";

/** What went wrong with a service. `code` is an exit status, 0 to 255, null where docker tells none. */
export type ServiceFailure =
    | { is: "exited", service: string, code: number | null }
    | { is: "restarting", service: string, code: number | null } // a crash loop
    | { is: "out-of-memory", service: string }
    | { is: "unhealthy", service: string }
    | { is: "dead", service: string }
    | { is: "not-started", service: string, error: string } // made, and the engine could not start it the last time
    // The container whose network it uses was removed, or was started again since. `owner` is its service, "" if unknown.
    | { is: "network-gone", service: string, owner: string }
    | { is: "one-shot-failed", service: string, code: number | null };

export type ServiceHealth =
    | { is: "failed", reason: ServiceFailure }
    | { is: "up" }
    | { is: "starting" } // its health check has not passed yet
    | { is: "waiting" } // made, never started, and the engine has nothing against it
    | { is: "partly" } // fewer containers run than it is meant to have
    | { is: "stopped" } // by hand, or gone
    | { is: "working" } // a one-shot at its work, or between two tries
    | { is: "finished" }; // a one-shot

type Wish = AppRecord["wish"];

/**
 * Can an inspection change what `healthOf` says? Not of what is as it should be: one call tells that of all apps.
 * `sharesNetwork`: it uses another's network, or another uses its own.
 */
export function isWorthInspecting(
    service: ServiceRecord, wish: Wish, container: Container, sharesNetwork: boolean,
): boolean {
    switch (container.state) {
        // Between its crashes a crash loop looks so; only the count of restarts tells.
        case "running": return sharesNetwork || (!service.oneShot && justStarted(container));
        case "restarting": return !service.oneShot && container.exitCode === 137;
        case "created": return wish === "running";
        case "exited": return wish === "running" && !(service.oneShot && container.exitCode === 0);
        default: return false;
    }
}

/** `containers` are those of this service, `all` those whose network it may use. */
export function healthOf(
    name: string, service: ServiceRecord, wish: Wish, containers: readonly Container[], all: readonly Container[],
): ServiceHealth {
    const each = containers.map(container => hasLostNetwork(service, wish, container, all)
        ? networkGone(name, service, container)
        : containerHealth(name, service, wish, container));
    const failed = each.find(health => health.is === "failed");
    if (failed)
        return failed;
    const has = (is: ServiceHealth["is"]) => each.some(health => health.is === is);
    if (service.oneShot)
        return { is: has("working") ? "working" : has("waiting") ? "waiting" : "finished" };
    const alive = each.filter(health => health.is === "up" || health.is === "starting").length;
    if (alive === 0)
        return { is: has("waiting") ? "waiting" : "stopped" };
    if (alive < service.scale)
        return { is: "partly" };
    return { is: has("starting") ? "starting" : "up" };
}

/**
 * A container that joined another's network keeps it when that is removed or started again, and reaches nothing; one
 * that is down can't be started any more.
 */
function hasLostNetwork(
    service: ServiceRecord, wish: Wish, container: Container, all: readonly Container[],
): boolean {
    const runs = container.state === "running" || container.state === "restarting";
    const isDue = runs || (wish === "running" && ["created", "exited"].includes(container.state) &&
        !(service.oneShot && container.exitCode === 0));
    if (container.joined === "" || !isDue)
        return false;
    const owner = all.find(({ id, name }) => id === container.joined || name === container.joined);
    if (!owner)
        return true;
    const [joined, opened] = [container.inspection?.networkNamespace, owner.inspection?.networkNamespace];
    return container.state === "running" && joined !== undefined && opened !== undefined && opened !== joined;
}

function networkGone(name: string, { joins }: ServiceRecord, { dependsOn }: Container): ServiceHealth {
    const [only, ...others] = dependsOn;
    const owner = joins ?? (others.length === 0 ? only : undefined) ?? "";
    return { is: "failed", reason: { is: "network-gone", service: name, owner } };
}

function containerHealth(name: string, service: ServiceRecord, wish: Wish, container: Container): ServiceHealth {
    switch (container.state) {
        case "running": return service.oneShot ? { is: "working" } : runningHealth(name, container);
        case "restarting": return service.oneShot ? { is: "working" } : crashed(name, container);
        case "dead": return { is: "failed", reason: { is: "dead", service: name } };
        case "created": return wish === "running" ? createdHealth(name, container) : { is: "stopped" };
        case "exited": return wish === "running" ? exitedHealth(name, service, container) : { is: "stopped" };
        case "paused":
        case "removing": return { is: "stopped" };
    }
}

function runningHealth(service: string, container: Container): ServiceHealth {
    if (justStarted(container) && (container.inspection?.restarts ?? 0) > 0)
        return crashed(service, container);
    if (container.health === "unhealthy")
        return { is: "failed", reason: { is: "unhealthy", service } };
    return { is: container.health === "starting" ? "starting" : "up" };
}

function crashed(service: string, container: Container): ServiceHealth {
    return diedOfMemory(container)
        ? { is: "failed", reason: { is: "out-of-memory", service } }
        : { is: "failed", reason: { is: "restarting", service, code: container.exitCode } };
}

function createdHealth(service: string, { inspection }: Container): ServiceHealth {
    return inspection?.error ? notStarted(service, inspection.error) : { is: "waiting" };
}

function notStarted(service: string, error: string): ServiceHealth {
    return { is: "failed", reason: { is: "not-started", service, error } };
}

/** Of a container that was meant to run. A restart by policy that failed leaves the last exit status, and an error. */
function exitedHealth(name: string, service: ServiceRecord, container: Container): ServiceHealth {
    if (container.inspection?.error)
        return notStarted(name, container.inspection.error);
    if (isRetriedForever(service))
        return { is: "stopped" };
    if (diedOfMemory(container))
        return { is: "failed", reason: { is: "out-of-memory", service: name } };
    if (stopCodes.includes(container.exitCode))
        return { is: "stopped" };
    const is = service.oneShot ? "one-shot-failed" : "exited";
    return { is: "failed", reason: { is, service: name, code: container.exitCode } };
}

/**
 * Whatever its exit status, the engine would have started it again, had it not been stopped by hand.
 * (`on-failure` leaves exit status 0 alone: not a failure.)
 */
function isRetriedForever({ restart }: ServiceRecord): boolean {
    return restart === "always" || restart === "unless-stopped" || restart === "on-failure";
}

/** Its work was done, or `docker stop` sent it TERM (143, or 130 for images that ask for INT) and in the end KILL. */
const stopCodes: readonly (number | null)[] = [0, 130, 137, 143];

/** The engine remembers it of any process of the container; only 137 says that it was the end of it. */
function diedOfMemory(container: Container): boolean {
    return container.exitCode === 137 && container.inspection?.outOfMemory === true;
}
