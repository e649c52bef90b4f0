// SPDX-License-Identifier: LGPL-2.1-or-later
/** What the install form starts with, and the checks that it shows; `AppInstall` refuses by the same. */
import { readAppFolder } from "../../library/folder";
import type { Check, InstallDraft, InstallRequest } from "./check";
import { freeName, nameCheck } from "./checks/name";
import type { Context } from "../context";
import { findDefinition } from "./install";
import { prepareInstall } from "./prepare";
import { offeredPorts } from "./reach";
import { placeholderSecrets } from "./secret";
import { settableVariables } from "./settings";
import { readSurroundings } from "./surroundings";

/** A free name, every version, free ports, and the checks of that. Throws `Param.AppName.NotExis`. */
export async function draftOf(context: Context, appName: string): Promise<InstallDraft> {
    const definition = await findDefinition(context, appName);
    const [folder, around] = await Promise.all([
        readAppFolder(context.machine, definition.folder), readSurroundings(context),
    ]);
    const name = freeName(definition.name, around.state, around.volumes);
    const versions = definition.editions.map(({ version }) => version);
    const wish = { id: name, version: versions[0] ?? "", settings: {}, secrets: placeholderSecrets };
    const { plan: { settings }, written, checks } = await prepareInstall(context.machine, definition, wish, around);
    return {
        name,
        versions,
        settings: settableVariables(folder.env, folder.compose).map(({ key, kind }) =>
            ({ key, kind, label: definition.settingLabels[key], value: settings[key] ?? "" })),
        ports: written ? offeredPorts(written) : [],
        hostName: context.hostName,
        checks: [nameCheck(name, around.state, around.volumes), ...checks],
    };
}

export async function checkInstall(context: Context, request: InstallRequest): Promise<Check[]> {
    const definition = await findDefinition(context, request.app_name);
    const around = await readSurroundings(context);
    const isOffered = definition.editions.some(({ version }) => version === request.app_version);
    const name = nameCheck(request.customer_app_name, around.state, around.volumes);
    const wish = {
        // What compose says does not depend on the name.
        id: name.level === "stop" ? freeName(definition.name, around.state, around.volumes) : request.customer_app_name,
        version: isOffered ? request.app_version : definition.editions[0]?.version ?? "",
        settings: request.settings,
        reach: request.reachable_from,
        secrets: placeholderSecrets,
    };
    const { checks } = await prepareInstall(context.machine, definition, wish, around);
    return [
        name,
        ...isOffered ? [] : [{ is: "version", level: "stop", field: "app_version" } as const],
        ...checks,
    ];
}
