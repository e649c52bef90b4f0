// SPDX-License-Identifier: LGPL-2.1-or-later
/** The host ports that a container was created with, whether it runs or not. */
import * as z from "zod";

export interface PortBinding {
    /** Host address, "" for all. */
    address: string;
    first: number;
    last: number;
    protocol: string;
}

const inspection = z.object({
    HostConfig: z.object({
        PortBindings: z.record(z.string(), z.array(z.object({
            HostIp: z.string().default(""),
            HostPort: z.string().default(""),
        })).nullish()).nullish(),
    }),
});

/** The engine's reply to `GET /containers/<id>/json`. A port that the engine chooses anew at every start is none. */
export function bindingsFrom(reply: unknown): PortBinding[] {
    return Object.entries(inspection.parse(reply).HostConfig.PortBindings ?? {}).flatMap(([inside, bindings]) =>
        (bindings ?? []).flatMap(({ HostIp, HostPort }) => {
            const [first, last] = HostPort.split("-");
            if (!first)
                return [];
            const protocol = inside.split("/")[1] ?? "tcp";
            return [{ address: HostIp, first: Number(first), last: Number(last ?? first), protocol }];
        }));
}
