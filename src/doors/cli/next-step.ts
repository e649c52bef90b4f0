// SPDX-License-Identifier: LGPL-2.1-or-later
/** The command that helps after an error. */
import type { Envelope } from "../../api/schemas";
import { digestIn } from "../../apps/definition/digest";

export type OperationProblem = NonNullable<Envelope<unknown>["Error"]>;

/** What was asked for: the command's name, and the app's id as far as it is known. */
export interface Asked { command: string, id: string | undefined }

/** Undefined where the message says all there is to do. */
export function nextStep({ Code, Detail }: OperationProblem, { command, id }: Asked): string | undefined {
    switch (Code) {
    case "APP.NotExis":
    case "Param.APPID.Blank":
    case "Param.APPID.FormatError":
        return "appmanage list";
    case "Param.AppName.Blank":
    case "Param.AppName.NotExis":
    case "Param.AppVersion.Blank":
    case "Param.AppVersion.NotExis":
        return "appmanage libraries --apps";
    case "APP.Busy":
    case "APP.NotBusy":
    case "Param.CustomerAppName.Wait":
    case "Param.CustomerAppName.Repeat":
        return id === undefined ? "appmanage list" : `appmanage status ${id}`;
    case "APP.DefinitionChanged": {
        if (command === "install")
            return "appmanage install … --dry-run";
        const digest = digestIn(Detail ?? "");
        // Without the rest of its words an update is another one.
        const about = command === "backups restore" ? "…" : command === "update" ? `${id ?? ""} …` : id ?? "";
        return digest && `appmanage ${command} ${about} --allow-changes ${digest}`;
    }
    case "APP.DataGone":
        return `appmanage ${command} ${id ?? ""} --accept-data-loss`;
    case "Update.None":
    case "Update.Refused":
    case "Update.Conflict":
        return `appmanage ${command} --help`;
    case "Update.NoRollback":
        return id === undefined ? "appmanage list" : `appmanage status ${id}`;
    case "Container.Command.Error":
    case "Container.CommandError":
        return id === undefined ? "journalctl -t appmanage" : `appmanage logs ${id} --job`;
    case "SystemError":
        return "journalctl -t appmanage";
    case "Param.Operation.NotExis":
        return "appmanage call --help";
    case "Access.Denied":
        return `sudo appmanage ${command}`;
    case "Param.Settings.FormatError":
    case "Param.Settings.PortInUse":
    case "Param.Files.FormatError":
    case "Requirement.NotEnough":
    case "Param.CustomerAppName.Blank":
    case "Param.CustomerAppName.FormatError":
        return `appmanage ${command} --help`;
    case "Param.Place.Blank":
    case "Param.Place.NotExis":
        return "appmanage backups places";
    case "Param.BackupID.Blank":
    case "Param.BackupID.NotExis":
        return "appmanage backups list";
    case "Param.Place.FormatError":
    case "Param.Place.Repeat":
    case "Param.Schedule.FormatError":
        return `appmanage ${command} --help`;
    case "Backup.ResticMissing":
    case "Backup.ResticTooOld":
    case "Backup.Unreachable":
    case "Backup.WrongPassword":
    case "Backup.NoRepository":
    case "Backup.Locked":
    case "Backup.NoSpace":
    case "Backup.Failed":
    case "Param.Version.Blank":
    case "Param.Version.NotSupport":
    case "Param.Language.Blank":
        return undefined;
    }
}
