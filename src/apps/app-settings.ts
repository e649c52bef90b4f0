// SPDX-License-Identifier: LGPL-2.1-or-later
/** What an installed app is set to: the variables of its own `.env`, whatever the library says by now. */
import { localized, type Localized } from "../library/definition";
import { assignments, type Assignment } from "../library/environment";
import { parseJson } from "../machine/json";
import type { Machine } from "../machine/machine";
import * as z from "../machine/zod";
import { settableVariables } from "./install/settings";
import { readOwnFile, readOwnFiles } from "./own-files";

export interface AppSetting {
    key: string;
    /** What the library's author called it; undefined where nothing was said. */
    label: Localized | undefined;
    /** As it stands in `.env`, nothing is expanded; null for a secret, which is read when it is asked for. */
    value: string | null;
    /** Of those that the admin could choose at the installation. */
    isChoice: boolean;
}

/** The texts that tell of them. */
export interface SettingFiles {
    env: string;
    variables: string;
}

export const secretName = /PASS|PWD|SECRET|TOKEN|CREDENTIAL|PRIVATE|SALT|RCODE|(?:^|_)KEYS?(?:_|$)/i;
const mereReference = /^\$(?:\w+|\{\w+\})$/;
const passwordInAddress = /:\/\/[^/\s:@]*:[^/\s@$][^/\s@]*@/;
/** Characters: a shorter value stands in others by chance. */
export const telling = 6;

function isNamedSecret({ key, raw, quote }: Assignment): boolean {
    const isReference = quote !== "'" && mereReference.test(raw);
    return raw !== "" && !isReference && secretName.test(key);
}

/** Values that would tell a secret wherever they stand. */
export function secretsIn(all: readonly Assignment[]): string[] {
    return all.filter(isNamedSecret).map(({ raw }) => raw).filter(raw => raw.length >= telling);
}

/** In the file's order; of a key that is assigned twice the last value counts. */
export function settingsOf({ env, variables }: SettingFiles): AppSetting[] {
    const last = new Map(assignments(env).map(assignment => [assignment.key, assignment]));
    const choices = new Set(settableVariables(env, "").map(({ key }) => key));
    const labels = labelsOf(variables);
    const secrets = secretsIn([...last.values()]);
    return [...last.values()].map(assignment => {
        const { key, raw } = assignment;
        const isSecret = isNamedSecret(assignment) || passwordInAddress.test(raw) ||
            secrets.some(secret => raw.includes(secret));
        return { key, label: labels.get(key), value: isSecret ? null : raw, isChoice: choices.has(key) };
    });
}

const withLabels = z.object({ settings: z.record(z.string(), z.unknown()) });

/** An invalid label does not hide the others. */
function labelsOf(variables: string): Map<string, Localized> {
    const settings = withLabels.safeParse(parseJson(variables.replace(/^\uFEFF/, ""))).data?.settings ?? {};
    return new Map(Object.entries(settings).flatMap(([key, text]): [string, Localized][] => {
        const label = localized.safeParse(text).data;
        return label === undefined ? [] : [[key, label]];
    }));
}

async function readFiles(machine: Machine, folder: string): Promise<SettingFiles> {
    const [env, [variables]] = await Promise.all([
        readOwnFile(machine, folder, ".env"), readOwnFiles(machine, folder, ["variables.json"]),
    ]);
    return { env, variables: variables ?? "" };
}

/** `folder` is the app's own. Throws a `MachineError`. */
export async function readSettings(machine: Machine, folder: string): Promise<AppSetting[]> {
    return settingsOf(await readFiles(machine, folder));
}

/** The value of one, secret or not; "" for one that is not there. */
export async function readSetting(machine: Machine, folder: string, key: string): Promise<string> {
    const { env } = await readFiles(machine, folder);
    return assignments(env).findLast(assignment => assignment.key === key)?.raw ?? "";
}
