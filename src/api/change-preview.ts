// SPDX-License-Identifier: LGPL-2.1-or-later
/** What AppUpdate answers with `dry_run`. */
import { problemCodes } from "../apps/problem";
import * as z from "../machine/zod";
import { imageState } from "./image-schemas";

export const changePreview = z.object({
    app_id: z.string(),
    version: z.object({ old: z.string(), new: z.string() }),
    images: z.array(z.object({ service: z.string(), old: z.string(), new: z.string() })),
    new_images: z.optional(z.array(imageState)).check(z.describe(
        "With new_images, what the last check has found of the app's tags. What is in a new image is not known beforehand")),
    settings: z.array(z.object({
        key: z.string(),
        old: z.nullable(z.string()).check(z.describe("null where it is not set, or is a secret")),
        new: z.nullable(z.string()).check(z.describe("Likewise")),
    })),
    recreated: z.array(z.string()).check(z.describe("Services whose containers are made again")),
    saves: z.optional(z.object({
        bytes: z.nullable(z.int()).check(z.describe("null where unknown")),
        seconds: z.nullable(z.int()).check(z.describe("About how long that takes, by a measurement; null where unknown")),
    }))
        .check(z.describe("Data that is copied while the app is stopped")),
    unsaved: z.array(z.string()).check(z.describe("Folders of the server, and volumes on shares or devices, which are not saved")),
    free_bytes: z.int(),
    places: z.array(z.string()).check(z.describe("Names of places that could get a backup of before")),
    diff: z.optional(z.string())
        .check(z.describe("Of edited files: how the app's definition differs from what was allowed, without secrets")),
    refusals: z.array(z.object({ code: z.enum(problemCodes), detail: z.optional(z.string()) }))
        .check(z.describe("What the update would be refused for")),
});

export type ChangePreview = z.infer<typeof changePreview>;
