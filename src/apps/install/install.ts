// SPDX-License-Identifier: LGPL-2.1-or-later
/** AppInstall: all checks of the contract in their order, then name, folder, record and job. */
import type { Resolved } from "../../docker/compose";
import { servicesToPull } from "../../docker/compose-config";
import { startJob, type JobRequest } from "../../jobs/jobs";
import type { AppDefinition } from "../../library/definition";
import { findApp, type LibraryApp } from "../../library/folder";
import { libraryOf } from "../../library/library";
import { readLogo } from "../../library/logo";
import { MachineError } from "../../machine/machine";
import { accessOf, probeOf } from "../access";
import { nameCheck, nameFormatCheck } from "./checks/name";
import { clash, promisedPorts, publishedPorts } from "./checks/ports";
import { fixedRanges, promisedRanges } from "./checks/subnets";
import { networksOverlap } from "../host/ip-address";
import { claimName, LibraryChanged, NameTaken, releaseName } from "./claim";
import { sourcesIn, type Context } from "../context";
import { prepareInstall, takenRanges, type Prepared } from "./prepare";
import { jobRequest } from "./job-request";
import { OperationError } from "../problem";
import { fallbackImage, fitsRecord } from "../records/image";
import type { AppRecord } from "../records/record";
import { chosenReach, type ReachChoice } from "./reach";
import { reachFile, type ReachFile } from "./reach-file";
import { refuseStopped } from "./refusal";
import { freshSecrets } from "./secret";
import { serviceRecords } from "../status/services";
import { StoreError } from "../records/store";
import { removeRecord, updateRecords } from "../records/update-records";
import { refuseLargeRecord } from "../records/weight";
import { freeSubnet } from "../host/subnet";
import { readConfiguration, type Configuration } from "../libraries/configuration";
import { projectsNamed } from "./projects";
import { readSurroundings, type Surroundings } from "./surroundings";
import { inTurn } from "./turn";

/** What AppInstall is asked for. */
export interface InstallOrder {
    app_name: string;
    customer_app_name: string;
    app_version: string;
    /** Values of user-settable variables. Reading them may throw `Param.Settings.FormatError`, where that is due. */
    settings: () => Readonly<Record<string, string>>;
    /** Who reaches its ports, undefined for the defaults. Reading it may throw likewise. */
    reach?: () => ReachChoice | undefined;
    /** The digest of what was shown of the app; undefined allows whatever the library has now. */
    definition?: string | undefined;
}

/**
 * Answers as soon as the job is queued. Many who ask here are served one after the other: each looks for what is free
 * once, instead of all finding the same. Throws `OperationError`, and what the host throws.
 */
export async function installApp(context: Context, request: InstallOrder): Promise<{ app_id: string }> {
    const configuration = readConfiguration(context.machine, context.configurationFile);
    const checked = configuration.then(read => checkedApp(context, read, request));
    const installed = inTurn(context.machine, () => installNow(context, configuration, checked, request));
    // An error in the request is reported at once, without waiting for the turn; it fails the turn as well.
    installed.catch(() => undefined);
    await checked;
    return installed;
}

/** Throws what is wrong with a request that can be seen without the host's docker. */
async function checkedApp(context: Context, configuration: Configuration, request: InstallOrder): Promise<LibraryApp> {
    const app = await findOffered(context, configuration, request.app_name);
    if (!app.definition.editions.some(({ version }) => version === request.app_version))
        throw new OperationError("Param.AppVersion.NotExis");
    refuseStopped([nameFormatCheck(request.customer_app_name)]);
    if (request.definition !== undefined && request.definition !== app.folder.digest)
        throw libraryChanged(app.folder.digest);
    return app;
}

function libraryChanged(digest: string): OperationError {
    return new OperationError("APP.DefinitionChanged", `definition: ${digest}`);
}

async function installNow(
    context: Context, configuration: Promise<Configuration>, checked: Promise<LibraryApp>, request: InstallOrder,
): Promise<{ app_id: string }> {
    const id = request.customer_app_name;
    const look = () => Promise.all([readSurroundings(context, configuration), projectsNamed(context.machine, id)]);
    let looking = look();
    looking.catch(() => undefined);
    const app = await checked;
    for (let attempt = 0; ; attempt++) {
        const [around, projects] = await looking;
        refuseStopped([nameCheck(id, { ...around, projects })]);
        const wish = { id, version: request.app_version, settings: request.settings(), reach: request.reach?.() };
        const prepared = await prepareInstall(
            context.machine, app, { ...wish, secrets: freshSecrets, portsToLeave: spread(attempt) }, around);
        refuseStopped(prepared.checks);
        if (!prepared.resolved || !prepared.written)
            throw new OperationError("SystemError", `${app.definition.folder}: refused without a reason`);
        const file = await reachFile(
            context.machine, app.definition.folder, id, prepared.plan.env, prepared.folder, prepared.written, wish.reach);
        const reach = chosenReach(prepared.written, wish.reach);
        const record = { ...await recordOf(context, request, prepared, prepared.resolved), reachable_from: reach };
        refuseLargeRecord(record);
        if (await begin(context, record, app, file, around))
            return { app_id: id };
        // Another session was promised a port meanwhile: look again.
        looking = look();
    }
}

/**
 * Free ports to leave to others. Of many who ask at once in sessions of their own each finds the same port free, and one
 * gets it: the rest spread out, wider each time.
 */
export function spread(attempt: number): number {
    return attempt === 0 ? 0 : Math.floor(Math.random() * Math.min(4 ** attempt, 256));
}

/** Throws `Param.AppName.NotExis`. */
export async function findOffered(context: Context, configuration: Configuration, name: string): Promise<LibraryApp> {
    const libraries = sourcesIn(context, configuration).map(({ folder }) => folder);
    const app = await findApp(context.machine, libraries, name, { withDigest: true });
    if (!app)
        throw new OperationError("Param.AppName.NotExis");
    return app;
}

/** Takes the name, keeps the record, starts the job. False: another app was promised a port or a name meanwhile. */
export async function begin(
    context: Context, record: AppRecord, app: LibraryApp, file: ReachFile, around: Surroundings,
    more: Pick<JobRequest, "from" | "rehearsal"> = {},
): Promise<boolean> {
    const { machine, paths } = context;
    const id = record.app_id;
    try {
        await claimName(machine, paths, id, app, file);
    } catch (error) {
        if (error instanceof NameTaken)
            throw new OperationError("Param.CustomerAppName.Repeat");
        if (error instanceof LibraryChanged)
            throw new OperationError("APP.DefinitionChanged", "definition: changed while it was copied");
        throw error;
    }
    try {
        const kept = await promise(context, record, around);
        if (kept) {
            await startJob(machine, paths.root, {
                ...jobRequest(kept, { kind: "install", wish: "running", before: "none" }),
                ...more,
                ...context.trail !== undefined && { trail: { line: context.trail, at: "start" } },
            });
            return true;
        }
    } catch (error) {
        await undo(context, record);
        throw error;
    }
    await releaseName(machine, paths, id);
    return false;
}

/** What stopped the installation is the answer, whatever can't be undone after it. */
async function undo({ machine, paths }: Context, { app_id: id, created }: AppRecord): Promise<void> {
    try {
        await removeRecord(machine, paths, id, created);
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

/**
 * Adds the record unless it would promise a port or a container's name that another has. A subnet that another was
 * promised meanwhile is exchanged for the next free one: it stands in no file of the app, so nothing has to be planned
 * again.
 */
async function promise(
    { machine, paths }: Context, record: AppRecord, around: Surroundings,
): Promise<AppRecord | undefined> {
    const written = await updateRecords(machine, paths, records => {
        const others = Object.values(records);
        const ports = others.flatMap(promisedPorts);
        const names = new Set(others.flatMap(other => other.container_names ?? []));
        if (promisedPorts(record).some(port => ports.some(other => clash(port, other))) ||
            record.container_names?.some(name => names.has(name)))
            return records;
        const promised = others.flatMap(promisedRanges);
        const isPromised = (range: string) => promised.some(other => networksOverlap(other, range));
        if (record.subnets?.some(isPromised))
            return records;
        if (!record.network || !isPromised(record.network.subnet))
            return { ...records, [record.app_id]: record };
        const subnet = freeSubnet([...takenRanges(around), ...promised, ...record.subnets ?? []]);
        return subnet === undefined
            ? records
            : { ...records, [record.app_id]: { ...record, network: { ...record.network, subnet } } };
    }, around.recordsText);
    return Object.hasOwn(written, record.app_id) ? written[record.app_id] : undefined;
}

type Ordered = Pick<InstallOrder, "customer_app_name" | "app_version">;

/** The record of an app that is about to be installed. */
export async function recordOf(
    context: Context, request: Ordered, prepared: Prepared, resolved: Resolved,
): Promise<AppRecord> {
    const { definition, plan } = prepared;
    const library = libraryOf(definition.folder);
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
        pull: servicesToPull(resolved.config),
        ports: plan.ports,
        published: publishedPorts(resolved.config).filter(({ choice }) => !choice)
            .map(({ address, first, last, protocol }) => ({ address, first, last, protocol })),
        container_names: Object.values(resolved.config.services)
            .flatMap(({ containerName }) => containerName || []),
        network: prepared.network,
        subnets: fixedRanges(resolved.config),
        access: accessOf(resolved, plan.ports),
        probe: probeOf(resolved.config, plan.ports),
        image_url: await imageUrl(context, definition, library),
    };
}

/** Relative to any page of Cockpit. What ships is a file of the package; another library's logo comes along if it is small. */
async function imageUrl(context: Context, { name, folder, hasLogo }: AppDefinition, library: string): Promise<string> {
    if (!hasLogo)
        return fallbackImage;
    if (context.shippedLibraries.includes(library))
        return `../appmanage/library/apps/${name}/logo.svg`;
    const logo = await readLogo(context.machine, folder) ?? fallbackImage;
    return fitsRecord(logo) ? logo : fallbackImage;
}
