// SPDX-License-Identifier: LGPL-2.1-or-later
/** The operations on images: how each reads its parameters. */
import { recordDone } from "../apps/audit";
import type { Context } from "../apps/context";
import { isDaily, setDaily } from "../apps/images/daily";
import { checkImages, imageReport } from "../apps/images/images";
import * as z from "../machine/zod";
import type { Parameters } from "./parameters";
import type { ImageReport } from "./image-schemas";
import { only } from "./schemas";

export const images = {
    imageStatus: async (context: Context): Promise<ImageReport> => {
        const [daily, report] = await Promise.all([isDaily(context), imageReport(context)]);
        return { daily, ...report };
    },
    imageCheck: async (context: Context): Promise<ImageReport> => {
        const report = await checkImages(context);
        await recordDone(context);
        return { daily: await isDaily(context), ...report };
    },
    imageSchedule: async (context: Context, parameters: Parameters) => {
        const { daily } = z.object({ daily: only }).parse(parameters);
        await setDaily(context, daily);
        return { daily };
    },
} satisfies Record<string, (context: Context, parameters: Parameters) => Promise<unknown>>;
