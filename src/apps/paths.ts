// SPDX-License-Identifier: LGPL-2.1-or-later
/** Where things stand on disk: one place for what design and packaging promise. */

export const dataFolder = "/var/lib/appmanage";
export const configurationFile = "/etc/appmanage.json";
export const placesFolder = "/etc/appmanage/backup";

/** Paths below the data folder; tests have one of their own. */
export interface Paths {
    root: string;
    /** apps.json */
    records: string;
    /** Touched by every job at every phase. */
    jobsChanged: string;
    app(id: string): string;
    job(id: string): string;
    /** A folder for each place for backups, with its secrets. */
    places: string;
}

export function pathsBelow(root: string, places = placesFolder): Paths {
    return {
        root,
        records: `${root}/apps.json`,
        jobsChanged: `${root}/jobs/changed`,
        app: id => `${root}/apps/${id}`,
        job: id => `${root}/jobs/${id}`,
        places,
    };
}
