// SPDX-License-Identifier: LGPL-2.1-or-later
/** What AppUpdate answers with `dry_run`. */
import * as z from "zod";
import { problemCodes } from "../apps/problem";

export const changePreview = z.object({
    app_id: z.string(),
    version: z.object({ old: z.string(), new: z.string() }),
    images: z.array(z.object({ service: z.string(), old: z.string(), new: z.string() })),
    settings: z.array(z.object({
        key: z.string(),
        old: z.string().nullable().describe("null where it is not set, or is a secret"),
        new: z.string().nullable().describe("Likewise"),
    })),
    recreated: z.array(z.string()).describe("Services whose containers are made again"),
    saves: z.object({ bytes: z.number().int().nullable().describe("null where unknown") }).optional()
        .describe("Data that is copied while the app is stopped"),
    unsaved: z.array(z.string()).describe("Folders of the server, and volumes on shares or devices, which are not saved"),
    free_bytes: z.number().int(),
    refusals: z.array(z.object({ code: z.enum(problemCodes), detail: z.string().optional() }))
        .describe("What the update would be refused for"),
});

export type ChangePreview = z.infer<typeof changePreview>;
