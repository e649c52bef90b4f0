// SPDX-License-Identifier: LGPL-2.1-or-later
/** Why the engine could not start a container, as long as it is still true. */
import type { Container } from "../../docker/container";

/** The engine's own list of ports: only another container of this engine can hold one. */
const allocated = /Bind for (\S*):(\d+) failed: port is already allocated/;

/**
 * The engine keeps the error of the last start until the next one. That a port was allocated to another container is
 * dropped once none of `all` publishes it; nothing else can be told from their list.
 */
export function withoutStaleError(container: Container, all: readonly Container[]): Container {
    const { inspection } = container;
    const [, address = "", port] = allocated.exec(inspection?.error ?? "") ?? [];
    if (!inspection || port === undefined)
        return container;
    const isHeld = all.some(({ id, ports }) => id !== container.id &&
        ports.some(held => held.host === Number(port) && overlap(held.address, address)));
    return isHeld ? container : { ...container, inspection: { ...inspection, error: "" } };
}

function overlap(one: string, other: string): boolean {
    return anywhere(one) || anywhere(other) || one === other;
}

function anywhere(address: string): boolean {
    return ["", "0.0.0.0", "::", "[::]"].includes(address);
}
