// SPDX-License-Identifier: LGPL-2.1-or-later
/** Everything that statuses are made of, read at one moment: one engine call and one process for any number of apps. */
import { belongsTo, isAmbiguousStart, withoutFutureStart, type Container } from "../../docker/container";
import { engineTime, inspectContainer, listContainers } from "../../docker/engine";
import { fanOut } from "../../docker/fan-out";
import { addNetworkNamespaces, sharingNetworks } from "../../docker/network-namespaces";
import { dockerProcess } from "../../docker/process";
import { survey, type Survey } from "../../jobs/folder";
import type { Context } from "../context";
import { worthInspecting } from "./status";
import type { AppRecord } from "../records/record";
import { brokenRecords, parseRecords, type BrokenRecord, type Records } from "../records/store";
import { wishedRecords } from "../records/wish";

export interface State {
    /** With what is wanted of each app now. */
    records: Records;
    /** Records of apps that are gone, to be forgotten. */
    gone: AppRecord[];
    /** Apps whose records can't be read. */
    broken: readonly BrokenRecord[];
    jobs: Survey["jobs"];
    folders: Survey["folders"];
    young: boolean;
    resuming: boolean;
    /** All containers of the machine. */
    containers: Container[];
    /** Those of each app, by its id. */
    containersOf: ReadonlyMap<string, Container[]>;
}

export async function readState(context: Context): Promise<State> {
    const { paths } = context;
    const { surveyed, records: written, containers } = await readBoth(context);
    const { records, gone } = wishedRecords(written, surveyed.jobs);
    const containersOf = new Map<string, Container[]>();
    for (const container of containers) {
        if (container.oneOff || !Object.hasOwn(records, container.project) || !belongsTo(container, paths.app(container.project)))
            continue;
        const group = containersOf.get(container.project) ?? [];
        group.push(container);
        containersOf.set(container.project, group);
    }
    await inspect(context, [...containersOf].flatMap(([id, group]) => {
        const record = records[id];
        return record ? worthInspecting(record, surveyed.jobs.get(id), group) : [];
    }));
    const { jobs, folders, young, resuming } = surveyed;
    const broken = brokenRecords(surveyed.records, paths.records);
    return { records, gone, broken, jobs, folders, young, resuming, containers, containersOf };
}

interface Both { surveyed: Survey, records: Records, containers: Container[] }

async function surveyedRecords({ machine, paths }: Context): Promise<Omit<Both, "containers">> {
    const surveyed = await survey(machine, paths.root);
    return { surveyed, records: parseRecords(surveyed.records, paths.records) };
}

/** Milliseconds in which no docker can exit and come back: within them nothing needs to be compared. */
const sameDocker = 500;

/**
 * Both at once; the records are read while docker still thinks. But docker's socket holds a question back until docker
 * has started: what was surveyed before that start tells nothing of the containers after it. How long a list takes says
 * nothing: it counts unless the daemon is another one afterwards.
 */
async function readBoth(context: Context): Promise<Both> {
    const { machine } = context;
    const [{ at: surveyedAt, value: early }, { at: listedAt, value: first }] =
        await Promise.all([timed(surveyedRecords(context)), timed(listContainers(machine))]);
    const isSame = async ({ surveyed }: Pick<Both, "surveyed">) => await dockerProcess(machine) === surveyed.docker;
    if (!early.surveyed.young && (listedAt - surveyedAt < sameDocker || await isSame(early)))
        return { ...early, containers: first };
    // A young docker's containers are listed after the survey, which says whether they are still to be started.
    for (let tries = 1, late = early; ; tries++, late = await surveyedRecords(context)) {
        const containers = await listContainers(machine);
        if (tries === 3 || await isSame(late))
            return { ...late, containers };
    }
}

async function timed<T>(work: Promise<T>): Promise<{ at: number, value: T }> {
    const value = await work;
    return { at: performance.now(), value };
}

async function inspect(context: Context, containers: Container[]): Promise<void> {
    await fanOut(containers, async container => {
        const inspection = await inspectContainer(context.machine, container.id);
        if (inspection)
            container.inspection = inspection;
    });
    await addNetworkNamespaces(context.machine, sharingNetworks(containers));
    const ambiguous = containers.filter(isAmbiguousStart);
    const now = ambiguous.length > 0 ? await engineTime(context.machine) : null;
    for (const container of ambiguous) {
        if (container.inspection && now !== null)
            container.inspection = withoutFutureStart(container.inspection, now);
    }
}
