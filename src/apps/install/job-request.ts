// SPDX-License-Identifier: LGPL-2.1-or-later
/** What the job that installs an app has to know of its record. */
import type { JobRequest } from "../../jobs/folder";
import type { AppRecord } from "../records/record";

type Known = Pick<AppRecord, "app_id" | "network" | "probed_port" | "services">;

export function jobRequest({ app_id: id, network, probed_port: port, services }: Known): JobRequest {
    const images = [...new Set(Object.values(services).map(({ image }) => image).filter(image => image !== ""))];
    // As compose has it: what is there may be another by now under these names, so that the registry is asked.
    return { id, network, port, images: images.every(hasFixedTag) ? images : [] };
}

/** "latest" moves by its meaning, and is meant where there is no tag. */
function hasFixedTag(image: string): boolean {
    const tag = /:([\w.-]+)$/.exec(image)?.[1];
    return tag !== undefined && tag !== "latest" && !image.includes("@");
}
