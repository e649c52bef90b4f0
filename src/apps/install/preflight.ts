// SPDX-License-Identifier: LGPL-2.1-or-later
/** What the install form starts with, and the checks that it shows; `AppInstall` refuses by the same. */
import type { CheckedInstall, InstallDraft, InstallRequest } from "./check";
import { nameCheck, nameFormatCheck } from "./checks/name";
import type { Context } from "../context";
import { readConfiguration } from "../libraries/configuration";
import { findOffered } from "./install";
import { prepareInstall } from "./prepare";
import { projectsNamed, unusedName } from "./projects";
import { offeredPorts } from "./reach";
import { placeholderSecrets } from "./secret";
import { settableVariables } from "./settings";
import { readSurroundings } from "./surroundings";

/** A free name, every version, free ports, and the checks of that. Throws `Param.AppName.NotExis`. */
export async function draftOf(context: Context, appName: string): Promise<InstallDraft> {
    const { machine } = context;
    const configuration = await readConfiguration(machine, context.configurationFile);
    const [app, around] = await Promise.all([
        findOffered(context, configuration, appName), readSurroundings(context, configuration),
    ]);
    const { definition, folder } = app;
    const name = await unusedName(machine, definition.name, around);
    const versions = definition.editions.map(({ version }) => version);
    const wish = { id: name, version: versions[0] ?? "", settings: {}, secrets: placeholderSecrets };
    const { plan: { settings }, written, checks } = await prepareInstall(machine, app, wish, around);
    return {
        name,
        versions,
        settings: settableVariables(folder.env, folder.compose).map(({ key, kind }) =>
            ({ key, kind, label: definition.settingLabels[key], value: settings[key] ?? "" })),
        ports: written ? offeredPorts(written) : [],
        hostName: context.hostName,
        checks: [nameFormatCheck(name), ...checks],
        definition: folder.digest,
    };
}

export async function checkInstall(context: Context, request: InstallRequest): Promise<CheckedInstall> {
    const { machine } = context;
    const { customer_app_name: asked, app_version: version, settings } = request;
    const configuration = await readConfiguration(machine, context.configurationFile);
    const [app, around, projects] = await Promise.all([
        findOffered(context, configuration, request.app_name), readSurroundings(context, configuration),
        projectsNamed(machine, asked),
    ]);
    const { definition } = app;
    const isOffered = definition.editions.some(edition => edition.version === version);
    const name = nameCheck(asked, { ...around, projects });
    const { checks } = await prepareInstall(machine, app, {
        // What compose says does not depend on the name.
        id: name.level === "stop" ? await unusedName(machine, definition.name, around) : asked,
        version: isOffered ? version : definition.editions[0]?.version ?? "",
        settings,
        reach: request.reachable_from,
        secrets: placeholderSecrets,
    }, around);
    return {
        checks: [
            name,
            ...isOffered ? [] : [{ is: "version", level: "stop", field: "app_version" } as const],
            ...checks,
        ],
        definition: app.folder.digest,
    };
}
