// SPDX-License-Identifier: LGPL-2.1-or-later
/** `/etc/appmanage.json`, all of it optional: further libraries, and a network that all apps share. */
import type { Machine } from "../../machine/machine";
import * as z from "../../machine/zod";
import { OperationError } from "../problem";

const absolute = z.string().check(z.regex(/^\/[^\0\n]*$/, "must be an absolute path"));

const configuration = z.object({
    /** Folders that hold an app's folder each. */
    libraries: z._default(z.array(absolute), []),
    /** Read by `sharedNetwork`: what is wrong with it stops installations, and neither the store nor the libraries. */
    network: z.optional(z.unknown()),
});

const networkName = z.optional(z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/)));

export type Configuration = z.infer<typeof configuration>;

/** The file is there and is not what it has to be: it is named, and never overwritten. */
export class ConfigurationError extends OperationError {
    constructor(readonly path: string, readonly fault: string) {
        super("SystemError", `${path}: ${fault}`);
    }
}

export function parseConfiguration(text: string | null, path: string): Configuration {
    let json: unknown;
    try {
        json = JSON.parse(text ?? "{}");
    } catch (error) {
        if (error instanceof SyntaxError)
            throw new ConfigurationError(path, error.message);
        throw error;
    }
    const parsed = configuration.safeParse(json);
    if (!parsed.success)
        throw new ConfigurationError(path, z.prettifyError(parsed.error));
    return parsed.data;
}

export async function readConfiguration(machine: Machine, path: string): Promise<Configuration> {
    return parseConfiguration(await machine.read(path), path);
}

/** Name of an existing docker network that apps join instead of one of their own. Throws `ConfigurationError`. */
export function sharedNetwork({ network }: Pick<Configuration, "network">, path: string): string | undefined {
    const parsed = networkName.safeParse(network);
    if (!parsed.success)
        throw new ConfigurationError(path, "\"network\" is not the name of a Docker network");
    return parsed.data;
}
