// SPDX-License-Identifier: LGPL-2.1-or-later
/** Which tags of the installed apps stand for other images by now: what the last check found, and a new check. */
import composeEnv from "../../docker/compose-env.sh";
import { containerImages, imageDigests } from "../../docker/images";
import { joined, scriptOutput } from "../../machine/script";
import type { Context } from "../context";
import { isListed } from "../status/list";
import { readState, type State } from "../status/state";
import { readAnswers } from "./answers";
import checkTagsScript from "./check-tags.sh";
import { canMove, digestsOf, ofService, tagState, type ImageState } from "./image-state";

export const checkScript = joined(composeEnv, checkTagsScript);

export interface ImageReport {
    /** When the registries were asked last, ISO 8601; null before the first time. */
    checked: string | null;
    images: ImageState[];
}

/** Asks no registry. Of each service that has a container, and whose image comes from a registry by a tag. */
export async function imageReport(context: Context): Promise<ImageReport> {
    const { machine, paths } = context;
    const [state, answers, runs, digests] = await Promise.all([
        readState(context), readAnswers(machine, paths), containerImages(machine), imageDigests(machine),
    ]);
    const images = Object.values(state.records).filter(record => isListed(record, state)).flatMap(record =>
        Object.entries(record.services).flatMap(([service, { image }]): ImageState[] => {
            if (!canMove(image, service, record.pull))
                return [];
            const found = ofService(containersOf(state, record.app_id, service).map(({ id, created }) => tagState(
                digestsOf(digests.get(runs.get(id) ?? "") ?? [], image), answers.tags.get(image), created)));
            return found ? [{ app_id: record.app_id, service, image, ...found }] : [];
        }));
    return { checked: answers.time, images };
}

function containersOf({ containersOf: all }: State, id: string, service: string) {
    return (all.get(id) ?? []).filter(container => container.service === service);
}

/** Seconds. The script itself asks no further registry after 200. */
const patience = 240;

/** Asks the registries. One that does not answer is no error: the report says which tags are not known. */
export async function checkImages(context: Context): Promise<ImageReport> {
    const { machine, paths } = context;
    // Without Docker no registry can be asked, and what the last check found stays.
    await readState(context);
    await scriptOutput(machine, "check-tags", checkScript, { args: [paths.root], seconds: patience });
    return imageReport(context);
}
