// SPDX-License-Identifier: LGPL-2.1-or-later
/** AppInstall: all checks of the contract in their order, then name, folder, record and job. */
import { ComposeError, resolveCompose, type Resolved } from "../docker/compose";
import type { ComposeConfig } from "../docker/compose-config";
import type { Container } from "../docker/container";
import { listNetworks, type EngineNetwork } from "../docker/engine";
import { startJob } from "../jobs/folder";
import type { AppDefinition } from "../library/definition";
import { readAppFolder, type AppFolder } from "../library/folder";
import { readLogo } from "../library/library";
import { MachineError } from "../machine/machine";
import { accessOf, accessVariables, probedPort } from "./access";
import { claimName, NameTaken, releaseName } from "./claim";
import { readConfiguration } from "./configuration";
import { catalogueOf, type Context } from "./context";
import { readHost, type Host } from "./host";
import { planInstall, type Plan } from "./plan";
import { OperationError } from "./problem";
import type { AppRecord } from "./record";
import { serviceRecords } from "./services";
import { readState, type State } from "./state";
import { removeRecord, StoreError, updateRecords, type Records } from "./store";
import { freeSubnet } from "./subnet";

export interface InstallRequest {
    app_name: string;
    customer_app_name: string;
    app_version: string;
    /** Values of user-settable variables. Reading them may throw `Param.Settings.FormatError`, in its place in the order of checks. */
    settings: () => Readonly<Record<string, string>>;
}

/** All that is known when an installation could begin; nothing has changed on disk yet. */
export interface Prepared {
    definition: AppDefinition;
    folder: AppFolder;
    plan: Plan;
    resolved: Resolved;
    network: AppRecord["network"];
}

/** Answers as soon as the job is queued. Throws `OperationError`, and what the host throws. */
export async function installApp(context: Context, request: InstallRequest): Promise<{ app_id: string }> {
    const definition = await findDefinition(context, request);
    checkNameFormat(request.customer_app_name);
    for (;;) {
        const state = await readState(context);
        checkNameFree(request.customer_app_name, state);
        const host = await readHost(context.machine);
        const prepared = await prepareInstall(context, definition, request, state, host).catch((error: unknown) => {
            // In the order of checks what the app requires comes before what docker says.
            if (error instanceof ComposeError)
                checkRequirements(definition, host);
            throw error;
        });
        checkRequirements(definition, host);
        const done = await begin(context, request, prepared);
        if (done)
            return { app_id: request.customer_app_name };
        // Somebody else was promised a port or the subnet meanwhile: look again.
    }
}

export async function findDefinition(
    context: Context, request: Pick<InstallRequest, "app_name" | "app_version">,
): Promise<AppDefinition> {
    const { apps } = await catalogueOf(context);
    const definition = apps.find(({ name }) => name === request.app_name);
    if (!definition)
        throw new OperationError("Param.AppName.NotExis");
    if (!definition.editions.some(({ version }) => version === request.app_version))
        throw new OperationError("Param.AppVersion.NotExis");
    return definition;
}

export function checkNameFormat(name: string): void {
    if (!/^[a-z0-9]{2,20}$/.test(name))
        throw new OperationError("Param.CustomerAppName.FormatError");
}

export function checkNameFree(name: string, state: Pick<State, "jobs" | "records" | "containers">): void {
    const job = state.jobs.get(name);
    if (job?.alive && job.phase === "queued")
        throw new OperationError("Param.CustomerAppName.Wait");
    if (Object.hasOwn(state.records, name) || job?.alive || state.containers.some(({ project }) => project === name))
        throw new OperationError("Param.CustomerAppName.Repeat");
}

/** Plans the installation and lets compose judge it. Throws `OperationError` and `ComposeError`. */
export async function prepareInstall(
    context: Context, definition: AppDefinition, request: InstallRequest, state: State, host: Host,
): Promise<Prepared> {
    const { machine } = context;
    const [folder, networks, { network: shared }] = await Promise.all([
        readAppFolder(machine, definition.folder), listNetworks(machine),
        readConfiguration(machine, context.configurationFile),
    ]);

    const id = request.customer_app_name;
    const own = shared === undefined ? `appmanage-${id}` : undefined;
    const plan = planInstall(
        definition, folder.env, folder.compose,
        { id, version: request.app_version, settings: request.settings() },
        { takenPorts: takenPorts(host, state), network: own ?? shared ?? "", hostName: context.hostName },
    );
    if (folder.foreign[0] !== undefined)
        throw new OperationError("SystemError", `${definition.folder}/${folder.foreign[0]}: not a regular file`);
    const variables = accessVariables(folder.env);
    const resolved = await resolveCompose(machine, definition.folder, id, plan.env, variables);
    if (Object.keys(resolved.config.services).length === 0)
        throw new ComposeError(0, `${definition.folder}/docker-compose.yml: no services`);
    checkFixedPorts(resolved.config, takenPorts(host, state));
    // The network is made only for an app whose compose file takes it from outside.
    const network = own !== undefined && joins(resolved.config, own)
        ? { name: own, subnet: chooseSubnet(host, networks, state.records) }
        : null;
    return { definition, folder, plan, resolved, network };
}

function joins(config: ComposeConfig, name: string): boolean {
    return Object.values(config.networks).some(network => network.external && network.name === name);
}

/** Listened on, published by a container that runs, or promised to an app, stopped and uninstalled ones too. */
export function takenPorts(host: Pick<Host, "listeners">, state: { records: Records, containers: Container[] }): Set<number> {
    return new Set([
        ...host.listeners.map(({ port }) => port),
        ...state.containers.flatMap(({ ports }) => ports.map(({ host: port }) => port)),
        ...Object.values(state.records).flatMap(({ ports }) => Object.values(ports)),
    ]);
}

function checkFixedPorts(config: ComposeConfig, taken: ReadonlySet<number>): void {
    for (const [service, { ports }] of Object.entries(config.services)) {
        for (const { host } of ports) {
            // Of a range the engine takes any that is free.
            if (host && host.first === host.last && taken.has(host.first))
                throw new OperationError("Param.Settings.PortInUse", `${service}: ${host.first}`);
        }
    }
}

function chooseSubnet(host: Host, networks: EngineNetwork[], records: Records): string {
    const subnet = freeSubnet([
        ...host.routes,
        ...networks.flatMap(({ subnets }) => subnets),
        ...Object.values(records).flatMap(({ network }) => network ? [network.subnet] : []),
    ]);
    if (subnet === undefined)
        throw new ComposeError(0, "no free subnet for the app's network");
    return subnet;
}

export function checkRequirements({ requirements }: AppDefinition, host: Host): void {
    const gibibytes = (bytes: number) => `${(bytes / 1024 ** 3).toFixed(1)} GiB`;
    const short = [
        requirements.cpu > host.cpu && `cpu: ${requirements.cpu} needed, ${host.cpu} there`,
        requirements.memory > host.memory &&
            `memory: ${gibibytes(requirements.memory)} needed, ${gibibytes(host.memory)} available`,
        requirements.disk > host.disk &&
            `disk (${host.dockerRoot}): ${gibibytes(requirements.disk)} needed, ${gibibytes(host.disk)} free`,
    ].filter(line => line !== false);
    if (short.length > 0)
        throw new OperationError("Requirement.NotEnough", short.join("; "));
}

/** Takes the name, keeps the record, starts the job. False: another app was promised the same port or subnet meanwhile. */
async function begin(context: Context, request: InstallRequest, prepared: Prepared): Promise<boolean> {
    const { machine, paths } = context;
    const { definition, plan } = prepared;
    const id = request.customer_app_name;
    try {
        await claimName(machine, paths, id, definition.folder, plan.env);
    } catch (error) {
        if (error instanceof NameTaken)
            throw new OperationError("Param.CustomerAppName.Repeat");
        throw error;
    }
    try {
        const record = await recordOf(context, request, prepared);
        if (await promise(context, record)) {
            await startJob(machine, paths.root, { id, network: record.network, port: record.probed_port });
            return true;
        }
    } catch (error) {
        await undo(context, id);
        throw error;
    }
    await releaseName(machine, paths, id);
    return false;
}

/** What stopped the installation is the answer, whatever can't be undone after it. */
async function undo({ machine, paths }: Context, id: string): Promise<void> {
    try {
        await removeRecord(machine, paths, id);
    } catch (error) {
        // There is no record in a file that can't be read.
        if (!(error instanceof StoreError || error instanceof MachineError))
            throw error;
    }
    try {
        await releaseName(machine, paths, id);
    } catch (error) {
        if (!(error instanceof MachineError))
            throw error;
    }
}

/** Adds the record unless it would promise what another has. */
async function promise(context: Context, record: AppRecord): Promise<boolean> {
    const id = record.app_id;
    const written = await updateRecords(context.machine, context.paths, records => {
        const others = Object.values(records);
        const ports = new Set(others.flatMap(other => Object.values(other.ports)));
        const clash = Object.values(record.ports).some(port => ports.has(port)) ||
            (record.network !== null && others.some(other => other.network?.subnet === record.network?.subnet));
        return clash ? records : { ...records, [id]: record };
    });
    return Object.hasOwn(written, id);
}

async function recordOf(context: Context, request: InstallRequest, prepared: Prepared): Promise<AppRecord> {
    const { definition, plan, resolved } = prepared;
    const library = definition.folder.slice(0, definition.folder.lastIndexOf("/"));
    return {
        app_id: request.customer_app_name,
        name: definition.name,
        customer_name: request.customer_app_name,
        trade_mark: definition.trademark,
        version: request.app_version,
        official: true,
        library,
        created: new Date().toISOString(),
        wish: "running",
        services: serviceRecords(resolved.config),
        ports: plan.ports,
        network: prepared.network,
        access: accessOf(resolved, plan.ports),
        probed_port: probedPort(resolved.config, plan.ports),
        image_url: await imageUrl(context, definition, library),
    };
}

/** Relative to any page of Cockpit. What ships is a file of the package; another library's logo has to come along. */
async function imageUrl(context: Context, { name, folder, hasLogo }: AppDefinition, library: string): Promise<string> {
    if (!hasLogo)
        return "../appmanage/app.svg";
    if (context.shippedLibraries.includes(library))
        return `../appmanage/library/apps/${name}/logo.svg`;
    return await readLogo(context.machine, folder) ?? "../appmanage/app.svg";
}
