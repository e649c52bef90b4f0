// SPDX-License-Identifier: LGPL-2.1-or-later
/** The sentence of each error code: what is wrong, and what to do. */
import type { Problem } from "../apps/problem";
import type { Translate } from "./language";

export function messageOf({ code, detail, records, docker }: Problem, _: Translate): string {
    switch (docker) {
    case "absent":
        return _("Docker is not installed or not running on this server. Start it, then try again.");
    case "stopped":
        return _("Docker is not running on this server. Start it, then try again.");
    case "not-answering":
        return _("Docker is not answering. Check the Docker service on this server, then try again.");
    case undefined:
        break;
    }
    if (records) {
        const sentence = records.newer
            ? _("The list of apps, $0, was written by a newer version of this program. Update the program.")
            : _("The list of apps, $0, is damaged, and was left as it is. Repair it, or put back its last copy, $0.bak.");
        return sentence.replaceAll("$0", () => records.path);
    }
    switch (code) {
    case "Param.Version.Blank":
        return _("The header \"Version\" is missing. Send the version of the interface, for example 1.0.");
    case "Param.Version.NotSupport":
        return _("This version of the interface is not supported. Use version 1.0.");
    case "Param.Language.Blank":
        return _("The header \"Language\" is missing. Send the language for messages, for example en or zh_CN.");
    case "Param.Operation.NotExis":
        return _("There is no such operation.");
    case "Access.Denied":
        return _("Administrative access is needed. Turn it on in the web console, then try again.");
    case "Param.AppName.Blank":
        return _("No app is named. Choose one of the library.");
    case "Param.CustomerAppName.Blank":
        return _("Give the app a name.");
    case "Param.AppVersion.Blank":
        return _("Choose a version of the app.");
    case "Param.AppName.NotExis":
        return _("The library has no such app. Choose one of the store.");
    case "Param.AppVersion.NotExis":
        return _("The app does not come in this version. Choose one of those on offer.");
    case "Param.CustomerAppName.FormatError":
        return _("The name may only have lowercase letters and digits, 2 to 20 of them.");
    case "Param.CustomerAppName.Wait":
        return _("An app of this name is waiting to be installed. Choose another name.");
    case "Param.CustomerAppName.Repeat":
        return _("This name is taken on this server. Choose another name.");
    case "Param.Settings.FormatError":
        return _("A setting is not valid. A port is a number from 1 to 65535; a text has no quotes and no line breaks.");
    case "Param.Files.FormatError":
        return _("The app's files can't be used as they were edited. The details say what to correct.");
    case "Param.Settings.PortInUse":
        return _("A port that the app needs is in use. Choose another port, or stop what uses it.");
    case "Requirement.NotEnough":
        return _("This server does not have the processors, memory or disk space that the app requires.");
    case "Container.Command.Error":
    case "Container.CommandError":
        return _("A docker command failed. The details say what docker reported.");
    case "SystemError":
        return _("Something went wrong on this server. The details say what it was.");
    case "Param.APPID.Blank":
        return _("Name the app by its id.");
    case "Param.APPID.FormatError":
        return _("An app's id has lowercase letters and digits only.");
    case "APP.NotExis":
        return _("There is no such app on this server.");
    case "APP.Busy":
        return busyMessage(detail, _);
    case "APP.NotBusy":
        return _("No operation that can be canceled is in progress for this app.");
    case "APP.DataGone":
        return _("Data of this app no longer exists. Confirm that the app may start without it.");
    case "APP.DefinitionChanged":
        return detail?.startsWith("definition:")
            ? _("The app has changed in its library since it was shown. Check it again, then install it.")
            : _("The app's files have changed since they were allowed. Check the changes, then allow them or undo them.");
    case "Update.None":
        return _("The app has this version and these settings already. Choose others.");
    case "Update.Refused":
        return _("The app can't be changed to this version without risk to its data. The details say why.");
    case "Update.Conflict":
        return detail?.startsWith("files:")
            ? _("The app's files have changed since they were opened for editing. Open them again and repeat your changes.")
            : _("Files of the app were changed both here and in the library. Make them alike, then try again.");
    case "Update.NoRollback":
        return _("There is no earlier state of the app to go back to.");
    case "Param.Place.Blank":
        return _("Name the place for backups.");
    case "Param.Place.FormatError":
        return _("The place is not valid. The details say what to correct.");
    case "Param.Place.NotExis":
        return _("There is no such place for backups. Choose one of the list, or add it.");
    case "Param.Place.Repeat":
        return _("There is a place for backups of this name. Choose another name.");
    case "Param.BackupID.Blank":
        return _("Name the backup by its id.");
    case "Param.BackupID.NotExis":
        return _("The place has no such backup.");
    case "Param.Schedule.FormatError":
        return _("The schedule is not valid. Enter a systemd calendar expression, for example daily or Mon 03:00.");
    case "Backup.ResticMissing":
        return _("Backups need restic, which is not installed on this server. Install the package restic, then try again.");
    case "Backup.ResticTooOld":
        return _("The version of restic on this server is too old. Install 0.14 or newer.");
    case "Backup.Unreachable":
        return _("The place for backups can't be reached. The details say why.");
    case "Backup.WrongPassword":
        return _("The place has backups already, and this is not their password.");
    case "Backup.NoRepository":
        return _("There are no backups at this place any more: its repository is gone.");
    case "Backup.Locked":
        return _("Someone else is using the repository. Wait until that has finished, then try again.");
    case "Backup.NoSpace":
        return _("There is no space left at the place for backups. Free some, then try again.");
    case "Backup.Failed":
        return _("The program restic failed. The details say what it reported.");
    }
}

/** `kind` is that of the job at work. */
function busyMessage(kind: string | undefined, _: Translate): string {
    switch (kind) {
    case "install":
        return _("The app is being installed. Wait for the installation to finish, or cancel it.");
    case "update":
        return _("The app is being changed. Wait for the change to finish, or cancel it.");
    case "rollback":
        return _("The last change of the app is being undone. Wait until that has finished.");
    case "start":
        return _("The app is being started. Wait until it has started, or cancel.");
    case "restart":
        return _("The app is being restarted. Wait until it has started, or cancel.");
    case "stop":
        return _("The app is being stopped. Wait until it has stopped.");
    case "backup":
        return _("The app is being backed up. Wait until that has finished, or cancel it.");
    case "uninstall":
        return _("The app is being uninstalled. If that failed, uninstall it again.");
    default:
        return _("Another operation is in progress for this app. Wait for it to finish, or cancel it.");
    }
}
