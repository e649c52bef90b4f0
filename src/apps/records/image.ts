// SPDX-License-Identifier: LGPL-2.1-or-later
/** The image of an app as its record has it: what an `<img>` on any page of Cockpit can load. */
import type { AppRecord } from "./record";

/** A file of the package: for an app without a logo, or with one that is too large for a record. */
export const fallbackImage = "../appmanage/app.svg";

/** Characters of a `data:` URL in a record: every look at the apps reads all records. */
export const largestImage = 8 * 1024;

/** The record itself if its image is small. Records used to hold whole logos. */
export function withSmallImage(record: AppRecord): AppRecord {
    return fitsRecord(record.image_url) ? record : { ...record, image_url: fallbackImage };
}

export function fitsRecord(url: string): boolean {
    return !url.startsWith("data:") || url.length <= largestImage;
}
