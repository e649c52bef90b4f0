// SPDX-License-Identifier: LGPL-2.1-or-later
/** What a job has to know of the record of its app. */
import type { JobRequest } from "../../jobs/jobs";
import type { AppRecord } from "../records/record";

type Known = Pick<AppRecord, "app_id" | "network" | "probe" | "services" | "pull">;

/** What is to be done, and what is wanted of the app then and before. */
export type JobWish = Pick<JobRequest, "kind" | "wish" | "before" | "withImages" | "allow">;

export function jobRequest({ app_id: id, network, probe, services, pull }: Known, wish: JobWish): JobRequest {
    const images = [...new Set(Object.values(services).map(({ image }) => image).filter(image => image !== ""))];
    return { id, network, probe, images, pull, refresh: !images.every(hasFixedTag), ...wish };
}

/** "latest" moves by its meaning, and is meant where there is no tag. A digest can't move. */
function hasFixedTag(image: string): boolean {
    if (image.includes("@"))
        return true;
    const tag = /:([\w.-]+)$/.exec(image)?.[1];
    return tag !== undefined && tag !== "latest";
}
