// SPDX-License-Identifier: LGPL-2.1-or-later
/** The checks before an install, all of them, as the form shows them; `AppInstall` answers the first that stops. */
import type { ComposeConfig } from "../docker/compose-config";
import { ComposeError } from "../docker/compose";
import { readAppFolder } from "../library/folder";
import type { Check, InstallDraft, InstallRequest } from "./check";
import { catalogueOf, type Context } from "./context";
import { readHost, type Host } from "./host";
import { checkNameFormat, checkNameFree, findDefinition, prepareInstall, takenPorts, type Prepared } from "./install";
import { freePort } from "./plan";
import { OperationError } from "./problem";
import { isSettable, portNumber, settableVariables } from "./settings";
import { readState, type State } from "./state";

/** What an install form starts with: a free name, every version, free ports. Throws `Param.AppName.NotExis`. */
export async function draftOf(context: Context, appName: string): Promise<InstallDraft> {
    const { apps } = await catalogueOf(context);
    const definition = apps.find(({ name }) => name === appName);
    if (!definition)
        throw new OperationError("Param.AppName.NotExis");
    const [folder, state, host] = await Promise.all([
        readAppFolder(context.machine, definition.folder), readState(context), readHost(context.machine),
    ]);
    const used = takenPorts(host, state);
    return {
        name: freeName(definition.name, state),
        versions: definition.editions.map(({ version }) => version),
        settings: settableVariables(folder.env, folder.compose).map(({ key, kind, preset }) => {
            let value = preset;
            if (kind === "port") {
                const port = freePort(portNumber(preset) ?? 9001, used);
                used.add(port);
                value = String(port);
            }
            return { key, kind, label: definition.settingLabels[key], value };
        }),
    };
}

/** The app's own name, cut to what an id allows, or that with the first number that is free. */
export function freeName(name: string, state: Pick<State, "jobs" | "records" | "containers">): string {
    const stem = name.replace(/[^a-z0-9]/g, "").slice(0, 18) || "app";
    for (let number = 1; ; number++) {
        const candidate = number === 1 && stem.length >= 2 ? stem : `${stem}${number}`;
        try {
            checkNameFree(candidate, state);
            return candidate;
        } catch (error) {
            if (!(error instanceof OperationError))
                throw error;
        }
    }
}

export async function checkInstall(context: Context, request: InstallRequest): Promise<Check[]> {
    const definition = await findDefinition(context, request);
    const [state, folder, host] = await Promise.all([
        readState(context), readAppFolder(context.machine, definition.folder), readHost(context.machine),
    ]);
    const used = takenPorts(host, state);
    const checks = [nameCheck(request.customer_app_name, state)];

    const variables = settableVariables(folder.env, folder.compose);
    for (const [key, value] of Object.entries(request.settings)) {
        const field = `settings.${key}` as const;
        const variable = variables.find(known => known.key === key);
        if (!variable)
            checks.push({ is: "setting", level: "stop", field, key, code: "unknown" });
        else if (!isSettable(variable, value))
            checks.push({ is: "setting", level: "stop", field, key, code: "format" });
        else if (variable.kind === "port")
            checks.push(portCheck(key, Number(value), used, state));
    }
    const { requirements } = definition;
    checks.push(
        { is: "cpu", ...compared(requirements.cpu, host.cpu) },
        { is: "memory", ...compared(requirements.memory, host.memory) },
        { is: "disk", ...compared(requirements.disk, host.disk), path: host.dockerRoot },
    );
    return [...checks, ...await composeChecks(context, definition, request, state, host)];
}

function compared(need: number, have: number): { level: "ok" | "stop", need: number, have: number } {
    return { level: have >= need ? "ok" : "stop", need, have };
}

function nameCheck(name: string, state: State): Check {
    const stop = (code: "blank" | "format" | "wait" | "repeat"): Check =>
        ({ is: "name", level: "stop", field: "customer_app_name", code });
    if (name.trim() === "")
        return stop("blank");
    try {
        checkNameFormat(name);
        checkNameFree(name, state);
    } catch (error) {
        if (!(error instanceof OperationError))
            throw error;
        const code = error.problem.code;
        return stop(code.endsWith("FormatError") ? "format" : code.endsWith("Wait") ? "wait" : "repeat");
    }
    return { is: "name", level: "ok", field: "customer_app_name" };
}

function portCheck(key: string, port: number, used: ReadonlySet<number>, state: State): Check {
    const check = { is: "port", field: `settings.${key}`, key, port, protocol: "tcp" } as const;
    if (!used.has(port))
        return { ...check, level: "ok", holder: "" };
    return { ...check, level: "stop", holder: holderOf(port, state), free: freePort(port, used) };
}

/** Who has a port: an app's id, a container's name, or "" for a program of the host. */
function holderOf(port: number, state: State): string {
    const app = Object.values(state.records).find(({ ports }) => Object.values(ports).includes(port));
    return app?.app_id ?? state.containers.find(({ ports }) => ports.some(({ host }) => host === port))?.name ?? "";
}

/** What only compose can tell. Problems that stand in the fields already are not said again. */
async function composeChecks(
    context: Context, definition: Prepared["definition"], request: InstallRequest, state: State, host: Host,
): Promise<Check[]> {
    try {
        // Settings are checked one by one above; compose sees the library's own, on free ports.
        const { resolved } = await prepareInstall(context, definition, {
            ...request, customer_app_name: /^[a-z0-9]{2,20}$/.test(request.customer_app_name) ? request.customer_app_name : "app",
            settings: () => ({}),
        }, state, host);
        return [...containerNames(resolved.config, state), ...privileges(resolved.config, definition.folder)];
    } catch (error) {
        if (error instanceof ComposeError || error instanceof OperationError)
            return [{ is: "compose-file", level: "stop", message: error.message }];
        throw error;
    }
}

function containerNames(config: ComposeConfig, state: State): Check[] {
    return Object.values(config.services).flatMap(({ containerName }) => {
        const holder = containerName && state.containers.find(({ name }) => name === containerName);
        return holder ? [{ is: "container-name", level: "stop", name: containerName, holder: holder.project }] : [];
    });
}

/** What the app may do beyond its own containers. Its own folder's files are its own. */
export function privileges(config: ComposeConfig, folder: string): Check[] {
    return Object.entries(config.services).flatMap(([service, definition]) => {
        const granted = (what: Extract<Check, { is: "privilege" }>["what"], detail: string): Check =>
            ({ is: "privilege", level: "warn", what, service, detail });
        const binds = definition.mounts.filter(({ type, source }) =>
            type === "bind" && source !== folder && !source.startsWith(`${folder}/`)).map(({ source }) => source);
        return [
            ...definition.privileged ? [granted("privileged", "")] : [],
            ...definition.networkMode === "host" ? [granted("host-network", "")] : [],
            ...binds.map(source => granted(source.endsWith("/docker.sock") ? "docker-socket" : "host-path", source)),
            ...definition.devices.map(device => granted("devices", device)),
        ];
    });
}
