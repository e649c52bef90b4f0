// SPDX-License-Identifier: LGPL-2.1-or-later
/** The shapes of what the operations on images answer. */
import { outcomes, unknownReasons } from "../apps/images/image-state";
import * as z from "../machine/zod";

const digest = z.nullable(z.string());

export const imageState = z.object({
    app_id: z.string(),
    service: z.string(),
    image: z.string().check(z.describe("The reference as the compose file has it")),
    outcome: z.enum(outcomes).check(z.describe(
        "\"moved\": the tag stands for another image by now; \"unknown\" is never to be taken for \"current\"")),
    reason: z.nullable(z.enum(unknownReasons)).check(z.describe("Why it is unknown, else null")),
    old: digest.check(z.describe("Digest of the image that runs; null where it has none of a registry")),
    new: digest.check(z.describe("Digest of the image that the tag stands for; null where unknown")),
    time: z.nullable(z.string()).check(z.describe("When the registry was asked, ISO 8601; null if it was not")),
});

export const imageReport = z.object({
    checked: z.nullable(z.string()).check(z.describe("When the last check ended, ISO 8601; null before the first")),
    daily: z.boolean().check(z.describe("A timer checks once a day")),
    images: z.array(imageState),
});

export type ImageReport = z.infer<typeof imageReport>;
