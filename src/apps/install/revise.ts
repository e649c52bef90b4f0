// SPDX-License-Identifier: LGPL-2.1-or-later
/** Trying a failed installation again with another version, other settings or ports: judged as AppInstall judges. */
import type { Container } from "../../docker/container";
import { listContainers } from "../../docker/engine";
import { overrideFile, overrideHead } from "../../docker/ports-override";
import { rawValue } from "../../library/environment";
import { findApp } from "../../library/folder";
import { MachineError } from "../../machine/machine";
import { runScript } from "../../machine/script";
import type { Context } from "../context";
import { OperationError } from "../problem";
import type { AppRecord } from "../records/record";
import { changeRecord, updateRecords } from "../records/update-records";
import { clash, promisedPorts, type PortUse } from "./checks/ports";
import { readConfiguration } from "../libraries/configuration";
import { findOffered, recordOf } from "./install";
import { prepareInstall } from "./prepare";
import { chosenReach, type ReachChoice } from "./reach";
import { reachFile, type ReachFile } from "./reach-file";
import { refuseStopped } from "./refusal";
import reviseScript from "./revise.sh";
import type { EditedFiles } from "../change/edited-files";
import type { Secrets } from "./secret";
import { settableVariables } from "./settings";
import { readSurroundings, type Surroundings } from "./surroundings";
import { inTurn } from "./turn";

/** What is not mentioned stays as it is. */
export interface Revision {
    app_version?: string | undefined;
    settings: Readonly<Record<string, string>>;
    reach?: ReachChoice | undefined;
    /** Of an update: its tags are pulled anew, and it gets the images that they stand for by now. */
    newImages?: boolean;
    /** Of an installed app; an installation that has failed has none. */
    files?: EditedFiles | undefined;
}

/** Changes the app's files and its record, which is the answer. No job may be at work on it. Throws `OperationError`. */
export function reviseInstall(context: Context, record: AppRecord, revision: Revision): Promise<AppRecord> {
    return inTurn(context.machine, () => reviseNow(context, record, revision));
}

async function reviseNow(context: Context, record: AppRecord, revision: Revision): Promise<AppRecord> {
    const { machine, paths } = context;
    const { app_id: id } = record;
    const configuration = await readConfiguration(machine, context.configurationFile);
    const [{ definition: library }, installed, around, containers] = await Promise.all([
        findOffered(context, configuration, record.name), findApp(machine, [`${paths.root}/apps`], id),
        readSurroundings(context, configuration), listContainers(machine),
    ]);
    if (!installed)
        throw new OperationError("SystemError", `${paths.app(id)}: not an app's folder`);
    const version = revision.app_version ?? record.version;
    if (revision.app_version !== undefined && !library.editions.some(one => one.version === version))
        throw new OperationError("Param.AppVersion.NotExis");
    const definition = { ...library, folder: paths.app(id) };
    const { env, compose } = installed.folder;
    const ports = settableVariables(env, compose).filter(({ kind }) => kind === "port");
    const wish = {
        id, version,
        settings: { ...Object.fromEntries(ports.map(({ key, preset }) => [key, preset])), ...revision.settings },
        reach: typeof revision.reach === "string" ? revision.reach : { ...record.reachable_from, ...revision.reach },
        secrets: keptSecrets(env),
    };
    const own = containers.filter(({ project }) => project === id);
    const prepared = await prepareInstall(
        machine, { definition, folder: installed.folder }, wish, withoutOwn(around, record, own));
    refuseStopped(prepared.checks);
    if (!prepared.resolved || !prepared.written)
        throw new OperationError("SystemError", `${definition.folder}: refused without a reason`);
    const file = await reachFile(
        machine, definition.folder, id, prepared.plan.env, prepared.folder, prepared.written, wish.reach);
    const order = { customer_app_name: id, app_version: version };
    const revised = {
        ...record,
        ...await recordOf(context, order, prepared, prepared.resolved),
        created: record.created, wish: record.wish, library: record.library, image_url: record.image_url,
        network: record.network ?? prepared.network,
        reachable_from: chosenReach(prepared.written, wish.reach),
    };
    await promise(context, revised);
    try {
        await write(context, id, file);
    } catch (error) {
        await changeRecord(machine, paths, id, record);
        throw error;
    }
    return revised;
}

/** The app keeps those that it has: its data may already be protected by them. */
export function keptSecrets(env: string): Secrets {
    return { password: () => rawValue(env, "W9_POWER_PASSWORD") ?? "", code: old => old };
}

/** What the app itself has promised, made and published does not stand against it. */
export function withoutOwn(
    around: Surroundings, { app_id: id, network }: AppRecord, own: readonly Container[],
): Surroundings {
    const ids = new Set(own.map(container => container.id));
    const published = new Set(own.flatMap(({ ports }) => ports.map(({ host, protocol }) => `${host}/${protocol}`)));
    const isOwn = ({ holder, of, first, protocol }: PortUse) =>
        holder === id || (of !== undefined && "container" in of && ids.has(of.container)) ||
        // Docker's own program listens for a container that runs.
        (holder === "" && published.has(`${first}/${protocol}`));
    return {
        ...around,
        records: Object.fromEntries(Object.entries(around.records).filter(([key]) => key !== id)),
        ports: around.ports.filter(use => !isOwn(use)),
        networks: around.networks.filter(({ name }) => name !== network?.name),
        ask: {
            ...around.ask,
            containersNamed: async names => (await around.ask.containersNamed(names)).filter(({ project }) => project !== id),
        },
    };
}

/** Another app may have been promised a port meanwhile. */
async function promise({ machine, paths }: Context, record: AppRecord): Promise<void> {
    await updateRecords(machine, paths, records => {
        const others = Object.values(records).filter(({ app_id: id }) => id !== record.app_id).flatMap(promisedPorts);
        const taken = promisedPorts(record).find(port => others.some(other => clash(port, other)));
        if (taken)
            throw new OperationError("Param.Settings.PortInUse", `${taken.first}/${taken.protocol}`);
        if (!Object.hasOwn(records, record.app_id))
            throw new OperationError("APP.NotExis");
        return { ...records, [record.app_id]: record };
    });
}

async function write({ machine, paths }: Context, id: string, { env, override }: ReachFile): Promise<void> {
    const { status, stderr } = await runScript(machine, "revise-install", reviseScript, {
        args: [paths.root, id, overrideFile, override, overrideHead], input: env, survives: true,
    });
    if (status === 75)
        throw new OperationError("APP.Busy");
    if (status !== 0)
        throw new MachineError("failed", stderr.trim() || `revise ${id}: exit status ${status}`);
}
