// SPDX-License-Identifier: LGPL-2.1-or-later
/** The engine's images, and which of them containers run. */
import type { Machine } from "../machine/machine";
import * as z from "../machine/zod";
import { ask } from "./engine";

const images = z.array(z.object({ Id: z.string(), RepoDigests: z.nullish(z.array(z.string())) }));
const containers = z.array(z.object({ Id: z.string(), ImageID: z.string() }));

/** By the image's id its names in registries, "name@sha256:…". */
export async function imageDigests(machine: Machine): Promise<Map<string, string[]>> {
    const found = await ask(machine, "/images/json", reply => images.parse(reply));
    return new Map(found.map(({ Id, RepoDigests }) => [Id, RepoDigests ?? []]));
}

/** By the container's id that of its image, wherever the image's tag is by now. */
export async function containerImages(machine: Machine): Promise<Map<string, string>> {
    const found = await ask(machine, "/containers/json?all=1", reply => containers.parse(reply));
    return new Map(found.map(({ Id, ImageID }) => [Id, ImageID]));
}
