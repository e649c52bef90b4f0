// SPDX-License-Identifier: LGPL-2.1-or-later
/** What a check for new images has found, for people. */
import { imageReport } from "../../api/image-schemas";
import { table } from "./output";

/** As many digits as tell images apart. */
const short = (digest: string | null) => digest?.slice("sha256:".length, "sha256:".length + 12) ?? "";

function reportTable(data: unknown): string {
    const { checked, daily, images } = imageReport.parse(data);
    const rows = images.map(({ app_id: app, service, image, outcome, reason, old, new: now }) => ({
        app, service, image, state: reason === null ? outcome : `${outcome}: ${reason}`, runs: short(old), tag: short(now),
    }));
    return `${table(rows)}checked: ${checked ?? "never"}${daily ? ", daily" : ""}\n`;
}

export const imageTables = { ImageStatus: reportTable, ImageCheck: reportTable };
