// SPDX-License-Identifier: LGPL-2.1-or-later
/** Everything that statuses are made of, read at one moment: one engine call and one process for any number of apps. */
import { belongsTo, type Container } from "../docker/container";
import { inspectContainer, listContainers } from "../docker/engine";
import { survey, type Survey } from "../jobs/folder";
import type { Context } from "./context";
import { worthInspecting } from "./status";
import { parseRecords, type Records } from "./store";

export interface State {
    records: Records;
    jobs: Survey["jobs"];
    resuming: boolean;
    /** All containers of the machine. */
    containers: Container[];
    /** Those of each app, by its id. */
    containersOf: ReadonlyMap<string, Container[]>;
}

export async function readState(context: Context): Promise<State> {
    const { machine, paths } = context;
    // The records are read while docker still thinks.
    const [{ surveyed, records }, containers] = await Promise.all([
        survey(machine, paths.root)
            .then(surveyed => ({ surveyed, records: parseRecords(surveyed.records, paths.records) })),
        listContainers(machine),
    ]);

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
    return { records, jobs: surveyed.jobs, resuming: surveyed.resuming, containers, containersOf };
}

async function inspect(context: Context, containers: Container[]): Promise<void> {
    await Promise.all(containers.map(async container => {
        const inspection = await inspectContainer(context.machine, container.id);
        if (inspection)
            container.inspection = inspection;
    }));
}
