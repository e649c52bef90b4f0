// SPDX-License-Identifier: LGPL-2.1-or-later
/** The commands that are operations, made from the contract's descriptions: AppInstall is "install". */
import { descriptions } from "../../api/descriptions";
import { isOperation, operations, type OperationName } from "../../api/operations";
import * as z from "../../machine/zod";

/**
 * How the value of a parameter is given: as it is, by naming it, as KEY=VALUE several times, or either of these; as
 * KEY=NUMBER,…; as the text of a file; or in a file or at a prompt, because the command line is public.
 */
export type ParameterKind = "text" | "switch" | "pairs" | "text-or-pairs" | "numbers" | "file" | "secret";

export interface Parameter {
    /** The contract's. */
    name: string;
    /** The parameter that it is a member of, if any. */
    of?: string;
    /** The option's long name, without "--". */
    flag: string;
    kind: ParameterKind;
    description: string;
    /** All values that it can have, where they are few. */
    choices?: string[];
}

export type Group = "backups" | "images";

export interface Command {
    /** The command that it is one of, if any. */
    group: Group | undefined;
    name: string;
    operation: OperationName;
    summary: string;
    arguments: Parameter[];
    options: Parameter[];
    secrets: Parameter[];
    /** It changes something. */
    changes: boolean;
    /** It answers before the app is there, so there is something to wait for. */
    queues: boolean;
    /** The operation again, where the command line can tell what it would do. */
    preview: Previewed | undefined;
    /** The operation can tell so itself. */
    hasDryRun: boolean;
}

/** See dry-run.ts. */
const previewed = ["AppInstall", "AppUninstall"] as const;
export type Previewed = typeof previewed[number];

const flags: Readonly<Record<string, string>> = {
    app_version: "version", settings: "set", app_name: "app", compose: "compose-file", env: "env-file", base: "files-base",
};
/** Required, and still an option: what belongs to the app follows its name. */
const alwaysOptions = ["app_version"];

const secretNames = ["secret", "password"];
const fileNames = ["compose", "env"];
/** An object whose members are options of their own. */
const spread = "files";

function kindOf(name: string, schema: z.core.$ZodType): ParameterKind {
    if (secretNames.includes(name))
        return "secret";
    if (fileNames.includes(name))
        return "file";
    if (schema instanceof z.ZodMiniObject)
        return "numbers";
    if (schema instanceof z.ZodMiniUnion)
        return "text-or-pairs";
    return schema instanceof z.ZodMiniBoolean ? "switch" : schema instanceof z.ZodMiniRecord ? "pairs" : "text";
}

const insideOf = (schema: z.core.$ZodType) => schema instanceof z.ZodMiniOptional ? schema.def.innerType : schema;

function parametersOf(name: string, schema: z.core.$ZodType): (Parameter & { required: boolean })[] {
    const inner = insideOf(schema);
    return name === spread && inner instanceof z.ZodMiniObject
        ? Object.entries(inner.shape).map(([member, one]) => ({ ...parameterOf(member, one), of: name }))
        : [parameterOf(name, schema)];
}

function parameterOf(name: string, schema: z.core.$ZodType): Parameter & { required: boolean } {
    const inner = insideOf(schema);
    const description = [schema, inner].map(one => z.globalRegistry.get(one)?.description).find(Boolean);
    return {
        name, flag: flags[name] ?? name.replaceAll("_", "-"), kind: kindOf(name, inner), description: description ?? "",
        ...inner instanceof z.ZodMiniEnum && { choices: inner.options.map(String) },
        required: inner === schema,
    };
}

/** A parameter of this name is the operation's own way to tell what it would do. */
const dryRun = "dry_run";

/** The operations that are not on an app. */
const grouped: Partial<Record<OperationName, [Group, string]>> = {
    BackupList: ["backups", "list"],
    BackupRestore: ["backups", "restore"],
    BackupPlaceList: ["backups", "places"],
    BackupPlaceAdd: ["backups", "add-place"],
    BackupPlaceRemove: ["backups", "remove-place"],
    BackupSchedule: ["backups", "schedule"],
    BackupScheduleList: ["backups", "schedules"],
    ImageStatus: ["images", "status"],
    ImageCheck: ["images", "check"],
    ImageSchedule: ["images", "schedule"],
};

function commandOf(operation: OperationName): Command {
    const [group, name = operation.slice("App".length).toLowerCase()] = grouped[operation] ?? [];
    const { summary, parameters, queues } = descriptions[operation];
    const all = Object.entries(parameters.shape).flatMap(([name, schema]) => parametersOf(name, schema));
    const isArgument = ({ name, required }: typeof all[number]) => required && !alwaysOptions.includes(name);
    return {
        group,
        name,
        operation,
        summary,
        arguments: all.filter(isArgument),
        options: all.filter(parameter => !isArgument(parameter) && parameter.kind !== "secret"),
        secrets: all.filter(({ kind }) => kind === "secret"),
        changes: operations[operation].changes,
        queues: queues === true,
        preview: previewed.find(one => one === operation),
        hasDryRun: all.some(({ name }) => name === dryRun),
    };
}

/** As it is typed. */
export function pathOf({ group, name }: Pick<Command, "group" | "name">): string {
    return group === undefined ? name : `${group} ${name}`;
}

export function operationCommands(): Command[] {
    return Object.keys(descriptions).filter(isOperation).filter(name => name.startsWith("App") || name in grouped).map(commandOf);
}
