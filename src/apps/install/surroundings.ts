// SPDX-License-Identifier: LGPL-2.1-or-later
/** What an installation has to fit into: the host, docker's things, and the apps that are there, read at one moment. */
import { containersNamed, type Holder } from "../../docker/container-search";
import { listNetworks, listVolumes, type EngineNetwork, type EngineVolume } from "../../docker/engine";
import { survey } from "../../jobs/folder";
import type { Job } from "../../jobs/job";
import { portUses, type PortUse } from "./checks/ports";
import type { Context } from "../context";
import { readHost, type Host } from "../host/host";
import { sharedNetwork, type Configuration } from "../libraries/configuration";
import { parseRecords, type Records } from "../records/store";
import { wishedRecords } from "../records/wish";
import { missingPaths } from "./missing-paths";
import { withHolders } from "./port-holders";

export interface Surroundings {
    records: Records;
    /** Text of apps.json, null if there is no such file. */
    recordsText: string | null;
    jobs: ReadonlyMap<string, Job>;
    host: Host;
    networks: EngineNetwork[];
    volumes: EngineVolume[];
    ports: PortUse[];
    /** The network that all apps share by configuration. */
    sharedNetwork: string | undefined;
    /** How the caller reaches this host. */
    hostName: string;
    ask: Questions;
}

/** What only some installations have to know, and what takes time to tell. */
export interface Questions {
    /** Those of these names that exist. */
    containersNamed(names: readonly string[]): Promise<Holder[]>;
    /** Who has the ports that are in the way. */
    withHolders(uses: readonly PortUse[], inTheWay: readonly PortUse[]): Promise<PortUse[]>;
    /** Those of these paths of the host that don't exist. */
    missingPaths(paths: readonly string[]): Promise<string[]>;
}

/** Lists no containers, so that their number does not matter. */
export async function readSurroundings(
    context: Context, configuration: Configuration | Promise<Configuration>,
): Promise<Surroundings> {
    const { machine, paths, hostName } = context;
    const [{ jobs, records: text }, host, networks, volumes, configured] = await Promise.all([
        survey(machine, paths.root), readHost(machine, paths.root), listNetworks(machine), listVolumes(machine),
        configuration,
    ]);
    const { records } = wishedRecords(parseRecords(text, paths.records), jobs);
    return {
        records, recordsText: text, jobs, host, networks, volumes, hostName,
        sharedNetwork: sharedNetwork(configured, context.configurationFile),
        ports: portUses(host, records),
        ask: {
            containersNamed: names => containersNamed(machine, names),
            withHolders: (uses, inTheWay) => withHolders(machine, records, uses, inTheWay),
            missingPaths: wanted => missingPaths(machine, wanted),
        },
    };
}
