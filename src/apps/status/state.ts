// SPDX-License-Identifier: LGPL-2.1-or-later
/** Everything that statuses are made of, read at one moment: one engine call and one process for any number of apps. */
import { belongsTo, type Container } from "../../docker/container";
import { inspectContainer, listContainers } from "../../docker/engine";
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
    const { jobs, young, resuming } = surveyed;
    const broken = brokenRecords(surveyed.records, paths.records);
    return { records, gone, broken, jobs, young, resuming, containers, containersOf };
}

interface Both { surveyed: Survey, records: Records, containers: Container[] }

async function surveyedRecords({ machine, paths }: Context): Promise<Omit<Both, "containers">> {
    const surveyed = await survey(machine, paths.root);
    return { surveyed, records: parseRecords(surveyed.records, paths.records) };
}

/** Milliseconds that no docker needs to die and to come back. */
const sameDocker = 500;

/**
 * Both at once; the records are read while docker still thinks. But docker's socket holds a question back until docker
 * has started: what was surveyed before that start tells nothing of the containers after it.
 */
async function readBoth(context: Context): Promise<Both> {
    const [{ surveyedAt, ...early }, { listedAt, containers }] = await Promise.all([
        surveyedRecords(context).then(early => ({ ...early, surveyedAt: Date.now() })),
        listContainers(context.machine).then(containers => ({ containers, listedAt: Date.now() })),
    ]);
    if (!early.surveyed.young && listedAt - surveyedAt < sameDocker)
        return { ...early, containers };
    // One after the other, until no restart has room between them; on a machine that is so slow the third time counts.
    for (let tries = 1; ; tries++) {
        const late = await surveyedRecords(context);
        const surveyed = Date.now();
        const containers = await listContainers(context.machine);
        if (Date.now() - surveyed < sameDocker || tries === 3)
            return { ...late, containers };
    }
}

async function inspect(context: Context, containers: Container[]): Promise<void> {
    await Promise.all(containers.map(async container => {
        const inspection = await inspectContainer(context.machine, container.id);
        if (inspection)
            container.inspection = inspection;
    }));
}
