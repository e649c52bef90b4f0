// SPDX-License-Identifier: LGPL-2.1-or-later
/** What can go wrong with an operation: the closed set of the contract's codes. They get their words where they are shown. */

export const problemCodes = [
    "Param.Version.Blank", "Param.Version.NotSupport", "Param.Language.Blank", "Param.Operation.NotExis", "Access.Denied",
    "Param.AppName.Blank", "Param.CustomerAppName.Blank", "Param.AppVersion.Blank",
    "Param.AppName.NotExis", "Param.AppVersion.NotExis",
    "Param.CustomerAppName.FormatError", "Param.CustomerAppName.Wait", "Param.CustomerAppName.Repeat",
    "Param.Settings.FormatError", "Param.Settings.PortInUse", "Param.Files.FormatError",
    "Requirement.NotEnough", "Container.Command.Error", "Container.CommandError", "SystemError",
    "Param.APPID.Blank", "Param.APPID.FormatError", "APP.NotExis", "APP.Busy", "APP.NotBusy",
    "APP.DataGone", "APP.DefinitionChanged",
    "Update.None", "Update.Refused", "Update.Conflict", "Update.NoRollback",
    "Param.Place.Blank", "Param.Place.FormatError", "Param.Place.NotExis", "Param.Place.Repeat",
    "Param.BackupID.Blank", "Param.BackupID.NotExis", "Param.Schedule.FormatError",
    "Backup.ResticMissing", "Backup.ResticTooOld", "Backup.Unreachable", "Backup.WrongPassword", "Backup.NoRepository",
    "Backup.Locked", "Backup.NoSpace", "Backup.Failed",
] as const;

export type ProblemCode = (typeof problemCodes)[number];

export interface Problem {
    code: ProblemCode;
    /** The raw cause, as far as it may be shown: never a password. */
    detail?: string;
    /** The list of apps that can't be used, where that is the cause. */
    records?: { path: string, newer: boolean };
    /** What keeps docker from answering, where that is the cause. */
    docker?: "absent" | "stopped" | "not-answering";
}

/** Carries a `Problem` from where it is found to where it is answered. */
export class OperationError extends Error {
    override readonly name = "OperationError";
    readonly problem: Problem;
    constructor(code: ProblemCode, detail?: string, docker?: Problem["docker"]) {
        super(detail ? `${code}: ${detail}` : code);
        this.problem = { code, ...detail !== undefined && { detail }, ...docker !== undefined && { docker } };
    }
}

/** What the job behind an operation came to: the journal has it already. */
export class RecordedError extends OperationError {}
