// SPDX-License-Identifier: LGPL-2.1-or-later
/** What every operation works with. */
import { readCatalogue } from "../library/library";
import type { Machine } from "../machine/machine";
import { readConfiguration, type Configuration } from "./libraries/configuration";
import { offerOf, sourcesOf, type Offer, type Source } from "./libraries/libraries";
import type { Paths } from "./paths";

export interface Context {
    machine: Machine;
    /** Who asks: the login's name, for the audit trail. */
    user: string;
    /** Identifies the request, where the caller has a name for it. */
    request?: string;
    /** What the journal says of the operation at work, without its result; undefined outside of an operation. */
    trail?: string;
    paths: Paths;
    configurationFile: string;
    /** Folders of the library that ships, the first that is there counts. */
    shippedLibraries: readonly string[];
    /** How the caller reaches this host: a name or an address, without a port. */
    hostName: string;
}

/** Libraries in the order of precedence; those that aren't there are no fault. Throws `ConfigurationError`. */
export async function librarySources(context: Context): Promise<Source[]> {
    return sourcesIn(context, await readConfiguration(context.machine, context.configurationFile));
}

export function sourcesIn({ paths, shippedLibraries }: Context, { libraries }: Configuration): Source[] {
    return sourcesOf(libraries, paths.root, shippedLibraries);
}

export async function catalogueOf(context: Context): Promise<Offer> {
    const sources = await librarySources(context);
    return offerOf(sources, await readCatalogue(context.machine, sources.map(({ folder }) => folder)));
}
