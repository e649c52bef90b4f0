// SPDX-License-Identifier: LGPL-2.1-or-later
/** The `docker compose` command, as far as requests wait for it; long work is the jobs'. */
import type { Machine } from "../machine/machine";
import { joined, runScript } from "../machine/script";
import * as z from "../machine/zod";
import { composeConfigFrom, composeModelFrom, type ComposeConfig } from "./compose-config";
import composeEnv from "./compose-env.sh";
import { portEntriesFrom, type PortEntry } from "./port-entry";
import resolveScript from "./resolve.sh";

/** The command failed; `message` is what it said. */
export class ComposeError extends Error {
    override readonly name = "ComposeError";
    constructor(readonly status: number, message: string) {
        super(message);
    }
}

export interface Resolved {
    config: ComposeConfig;
    /** All that Compose printed, including the keys that `config` has no use for. */
    model: unknown;
    /** Values of the `.env` variables asked for, expanded as Compose expands them; "" if unset. */
    variables: Record<string, string>;
}

/** Seconds. Compose needs a tenth, but a file of nested aliases can keep it busy forever. The script ends it at that. */
const patience = 10;

const variablesKey = "x-appmanage";
const withVariables = z.object({ [variablesKey]: z._default(z.record(z.string(), z.string()), {}) });

/**
 * Lets compose judge and resolve the app in `folder` as if `env` were its `.env` and `override` its override file. Compose
 * has no way to print its variables, so an extension field that mentions them goes through the same interpolation.
 */
export async function resolveCompose(
    machine: Machine, folder: string, project: string, env: string, variables: readonly string[], override = "",
): Promise<Resolved> {
    const mentioned = variables.filter(key => /^[A-Za-z_][A-Za-z0-9_]*$/.test(key));
    const further = JSON.stringify({
        services: {},
        ...mentioned.length > 0 && { [variablesKey]: Object.fromEntries(mentioned.map(key => [key, `\${${key}-}`])) },
    });
    const output = await resolved(machine, [folder, project, further, override], env);
    try {
        const model = composeModelFrom(output);
        return { config: composeConfigFrom(output), model, variables: withVariables.parse(model)[variablesKey] };
    } catch (error) {
        if (error instanceof z.ZodError)
            throw new ComposeError(0, z.prettifyError(error));
        throw error;
    }
}

/** What the compose file in `folder` says of ports, by service; undefined where compose can't read it as it is. */
export async function readPortEntries(
    machine: Machine, folder: string, project: string, env: string,
): Promise<Record<string, PortEntry[]> | undefined> {
    try {
        const nothing = JSON.stringify({ services: {} });
        return portEntriesFrom(await resolved(machine, [folder, project, nothing, "", "--no-interpolate"], env));
    } catch (error) {
        if (error instanceof ComposeError || error instanceof z.ZodError)
            return undefined;
        throw error;
    }
}

async function resolved(machine: Machine, args: readonly string[], env: string): Promise<string> {
    const { status, stdout, stderr } = await runScript(machine, "resolve", joined(composeEnv, resolveScript), {
        args, input: env, seconds: 2 * patience,
    });
    if (status !== 0)
        throw new ComposeError(status, inItsPlace(complaint(stderr)) || `no answer within ${patience} s`);
    // JavaScript treats this name specially: its value would be missing from everything that is checked.
    if (/[{,]\s*"__proto__":/.test(stdout))
        throw new ComposeError(0, "__proto__ is not a name that can be used");
    return stdout;
}

/** Compose read a copy of `.env`. */
function inItsPlace(words: string): string {
    return words.replace(/\/\S*\/tmp\.\w{10}\/env\b/g, ".env");
}

/** What compose said without its warnings, which it prints on success too. */
export function complaint(stderr: string): string {
    return stderr.split("\n").filter(line => line.trim() !== "" && !/level=warning/.test(line)).slice(-20).join("\n");
}
