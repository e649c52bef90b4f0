// SPDX-License-Identifier: LGPL-2.1-or-later
/** The compose file and `.env` of an app, edited by the admin: what may be edited, and of what it is an edit. */
import { assignments, rawValue } from "../../library/environment";
import { largestFile } from "../../library/scan";
import { masked } from "../../jobs/log/log-text";
import { MachineError, type Machine } from "../../machine/machine";
import { sha256 } from "../../machine/sha256";
import { secretsIn } from "../app-settings";
import { readOwnFiles } from "../own-files";
import { OperationError, type Problem } from "../problem";

export const composeFile = "docker-compose.yml";
const envFile = ".env";

/** New texts; what is left out stays. */
export interface EditedFiles {
    compose?: string | undefined;
    env?: string | undefined;
    /** Digest of the files that were edited. Undefined replaces whatever is there. */
    base?: string | undefined;
}

export interface AppFiles {
    compose: string;
    env: string;
    /** SHA-256 of the compose file followed by `.env`. */
    digest: string;
}

/** `folder` is the app's own. Throws a `MachineError`. */
export async function readAppFiles(machine: Machine, folder: string): Promise<AppFiles> {
    const [compose, env] = await readOwnFiles(machine, folder, [composeFile, envFile]);
    if (typeof compose !== "string" || typeof env !== "string")
        throw new MachineError("failed", `${folder}/${typeof env === "string" ? composeFile : envFile}: no such file`);
    return withDigest(machine, { compose, env });
}

export async function withDigest(machine: Machine, files: Pick<AppFiles, "compose" | "env">): Promise<AppFiles> {
    return { ...files, digest: await sha256(machine, files.compose + files.env) };
}

/** What an installation sets for the app. Its data is bound to the secrets among it, and every change sets the rest again. */
const fixed = ["W9_ID", "W9_VERSION", "W9_DIST", "W9_NETWORK", "W9_POWER_PASSWORD", "W9_RCODE"];

function faultOf(name: string, text: string): string | undefined {
    if (new TextEncoder().encode(text).length >= largestFile)
        return `${name}: ${largestFile} bytes or more`;
    return text.includes("\0") ? `${name}: a NUL character` : undefined;
}

/** Throws an `OperationError` for what can't be judged, was edited by another meanwhile, or must stay. */
export function refuseEdit({ compose, env, base }: EditedFiles, present: AppFiles): void {
    const fault = faultOf(composeFile, compose ?? "") ?? faultOf(envFile, env ?? "");
    if (fault !== undefined)
        throw new OperationError("Param.Files.FormatError", fault);
    if (base !== undefined && base !== present.digest)
        throw new OperationError("Update.Conflict", `files: ${present.digest}`);
    const changed = env === undefined ? [] : fixed.filter(key => rawValue(env, key) !== rawValue(present.env, key));
    if (changed.length > 0)
        throw new OperationError("Param.Files.FormatError", `${envFile}: ${changed.join(", ")} can't be changed`);
}

/** Why edited files are refused. `envs` are texts of `.env`. */
export function aboutFiles({ code, detail = "" }: Problem, envs: readonly string[]): Problem {
    return code === "Container.Command.Error" || code === "SystemError"
        ? { code: "Param.Files.FormatError", detail: complaintOf(detail, envs) } : { code, detail };
}

/** What Compose quotes of a text that it can't read. */
const quoted = [
    /^(failed to read .*?(?:quoted value|template:|variable name)) .*$/gm,
    /(invalid interpolation format for [^\s:]+)[^]*$/g,
];

/** Compose's words, headed by the file that they are about, without what may be a secret. */
function complaintOf(words: string, envs: readonly string[]): string {
    const secrets = envs.flatMap(env => secretsIn(assignments(env))).sort((one, other) => other.length - one.length);
    const said = secrets.reduce((text, secret) => text.replaceAll(secret, "***"),
        quoted.reduce((text, pattern) => text.replace(pattern, "$1 ***"), words));
    const line = said.split("\n").map(masked).join("\n").replace(/^(?:failed to read \.env|docker-compose\.yml): /, "");
    const isOfEnv = /^failed to read \.env\b/.test(said);
    return `${isOfEnv ? envFile : composeFile}: ${line}`;
}
