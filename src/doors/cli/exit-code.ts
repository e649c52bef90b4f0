// SPDX-License-Identifier: LGPL-2.1-or-later
/** What the command line exits with. Scripts rely on it, and the man page lists it. */
import type { ProblemCode } from "../../api/schemas";

export const exitCodes = {
    done: 0,
    failed: 1,
    usage: 2,
    notFound: 3,
    refused: 4,
    busy: 5,
    noAccess: 6,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** For the man page. */
export const meanings: Readonly<Record<keyof typeof exitCodes, string>> = {
    done: "Done.",
    failed: "The operation failed, or was not finished in time.",
    usage: "The command line is not valid.",
    notFound: "There is no such app, version, backup or token.",
    refused: "A check refused the operation.",
    busy: "Another operation is in progress on the app, or its name is taken.",
    noAccess: "Administrative access is needed.",
};

const kinds: Readonly<Record<ProblemCode, keyof typeof exitCodes>> = {
    "Param.Version.Blank": "usage",
    "Param.Version.NotSupport": "usage",
    "Param.Language.Blank": "usage",
    "Param.Operation.NotExis": "usage",
    "Access.Denied": "noAccess",
    "Param.AppName.Blank": "usage",
    "Param.CustomerAppName.Blank": "usage",
    "Param.AppVersion.Blank": "usage",
    "Param.AppName.NotExis": "notFound",
    "Param.AppVersion.NotExis": "notFound",
    "Param.CustomerAppName.FormatError": "usage",
    "Param.CustomerAppName.Wait": "busy",
    "Param.CustomerAppName.Repeat": "busy",
    "Param.Settings.FormatError": "usage",
    "Param.Settings.PortInUse": "refused",
    "Param.Files.FormatError": "usage",
    "Requirement.NotEnough": "refused",
    "Container.Command.Error": "failed",
    "Container.CommandError": "failed",
    "SystemError": "failed",
    "Param.APPID.Blank": "usage",
    "Param.APPID.FormatError": "usage",
    "APP.NotExis": "notFound",
    "APP.Busy": "busy",
    "APP.NotBusy": "refused",
    "APP.DataGone": "refused",
    "APP.DefinitionChanged": "refused",
    "Update.None": "refused",
    "Update.Refused": "refused",
    "Update.Conflict": "refused",
    "Update.NoRollback": "refused",
    "Param.Place.Blank": "usage",
    "Param.Place.FormatError": "usage",
    "Param.Place.NotExis": "notFound",
    "Param.Place.Repeat": "busy",
    "Param.BackupID.Blank": "usage",
    "Param.BackupID.NotExis": "notFound",
    "Param.Schedule.FormatError": "usage",
    "Backup.ResticMissing": "failed",
    "Backup.ResticTooOld": "failed",
    "Backup.Unreachable": "failed",
    "Backup.WrongPassword": "refused",
    "Backup.NoRepository": "failed",
    "Backup.Locked": "busy",
    "Backup.NoSpace": "failed",
    "Backup.Failed": "failed",
};

export function exitCodeOf(code: ProblemCode): ExitCode {
    return exitCodes[kinds[code]];
}
