// SPDX-License-Identifier: LGPL-2.1-or-later
/** The host ports that containers were created with, whether they run or not. */
import { parseJson } from "../machine/json";
import * as z from "../machine/zod";

export interface PortBinding {
    /** Host address, "" for all. */
    address: string;
    first: number;
    last: number;
    protocol: string;
}

const portBindings = z.record(z.string(), z.nullish(z.array(z.object({
    HostIp: z._default(z.string(), ""),
    HostPort: z._default(z.string(), ""),
}))));

/**
 * Lines "…/<container's id>/hostconfig.json:"PortBindings":{…}" of docker's files, by container. A port that the engine
 * chooses at every start is not included. Anything in another shape than Docker's is left out.
 */
export function bindingsIn(text: string): Map<string, PortBinding[]> {
    return new Map(text.split("\n").flatMap((line): [string, PortBinding[]][] => {
        const [, id, json] = /\/([0-9a-f]+)\/hostconfig\.json:"PortBindings":(\{.*\})$/.exec(line) ?? [];
        const parsed = id === undefined ? undefined : portBindings.safeParse(parseJson(json ?? ""));
        const bindings = Object.entries(parsed?.data ?? {}).flatMap(([inside, published]) =>
            (published ?? []).flatMap(({ HostIp, HostPort }) => {
                const [first, last] = HostPort.split("-").map(Number);
                const protocol = inside.split("/")[1] ?? "tcp";
                return first ? [{ address: HostIp, first, last: last ?? first, protocol }] : [];
            }));
        return id === undefined || bindings.length === 0 ? [] : [[id, bindings]];
    }));
}
