// SPDX-License-Identifier: LGPL-2.1-or-later
/** The `docker compose` command, as far as requests wait for it; long work is the jobs'. */
import * as z from "zod";
import type { Machine } from "../machine/machine";
import { composeConfigFrom, type ComposeConfig } from "./compose-config";

/** The command failed; `message` is what it said. */
export class ComposeError extends Error {
    override readonly name = "ComposeError";
    constructor(readonly status: number, message: string) {
        super(message);
    }
}

export interface Resolved {
    config: ComposeConfig;
    /** Values of the `.env` variables asked for, expanded as compose expands them; "" where there is none. */
    variables: Record<string, string>;
}

/** Seconds. Compose needs a tenth; but a file of nested aliases, made to be endless, keeps it busy for ever. */
const patience = 10;

/*
 * Arguments: folder of the app, project name, an override file's text. Input: the text of `.env`. Nothing is written
 * next to the app: the two files live in a folder of their own for as long as compose reads them. Compose would prefer
 * variables of its surroundings to those of `.env`, so it gets none but those that docker itself needs.
 */
const resolveScript = `
umask 077
files=$(mktemp -d) || exit 1
trap 'rm -rf -- "$files"' EXIT
cat >"$files/env"
printf '%s' "$3" >"$files/variables.yml"
env -i PATH="$PATH" HOME="\${HOME:-/root}" LC_ALL=C.UTF-8 \${DOCKER_HOST:+DOCKER_HOST="$DOCKER_HOST"} \\
    COMPOSE_EXPERIMENTAL_GIT_REMOTE=false COMPOSE_EXPERIMENTAL_OCI_REMOTE=false timeout -s KILL ${patience} \\
    docker compose -p "$2" --project-directory "$1" --env-file "$files/env" \\
    -f "$1/docker-compose.yml" -f "$files/variables.yml" config --format json
`;

const variablesKey = "x-appmanage";
const withVariables = z.object({ [variablesKey]: z.record(z.string(), z.string()).default({}) });

/**
 * Lets compose judge and resolve the app in `folder` as if `env` were its `.env`. Compose has no way to print its
 * variables, so an extension field that mentions them goes through the same interpolation.
 */
export async function resolveCompose(
    machine: Machine, folder: string, project: string, env: string, variables: readonly string[],
): Promise<Resolved> {
    const mentioned = variables.filter(key => /^[A-Za-z_][A-Za-z0-9_]*$/.test(key));
    const override = JSON.stringify({
        services: {},
        [variablesKey]: Object.fromEntries(mentioned.map(key => [key, `\${${key}-}`])),
    });
    const result = await machine.run(
        ["sh", "-c", resolveScript, "resolve", folder, project, override], { input: env, seconds: 60 });
    if (result.status !== 0)
        throw new ComposeError(result.status, inItsPlace(complaint(result.stderr)) || `no answer within ${patience} s`);
    try {
        return {
            config: composeConfigFrom(result.stdout),
            variables: withVariables.parse(JSON.parse(result.stdout.replaceAll("$$", "$")))[variablesKey],
        };
    } catch (error) {
        if (error instanceof z.ZodError)
            throw new ComposeError(0, z.prettifyError(error));
        throw error;
    }
}

/** Compose read a copy of `.env`. */
function inItsPlace(words: string): string {
    return words.replace(/\/\S*\/tmp\.\w{10}\/env\b/g, ".env");
}

/** What compose said without its warnings, which it prints on success too. */
export function complaint(stderr: string): string {
    return stderr.split("\n").filter(line => line.trim() !== "" && !/level=warning/.test(line)).slice(-20).join("\n");
}
