// SPDX-License-Identifier: LGPL-2.1-or-later
/** What the host says of new images. */
import type { AppManager } from "../../api/appmanager";
import { imageReport, type ImageReport } from "../../api/image-schemas";
import { ask, type Failure } from "../ask";

/** What the last check has found. Rejects only where the answer has another shape. */
export async function askImages(manager: Pick<AppManager, "call">): Promise<ImageReport | Failure> {
    const { body } = await ask(manager, "ImageStatus", {});
    return body.Error ?? imageReport.parse(body.ResponseData);
}
