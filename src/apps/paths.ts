// SPDX-License-Identifier: LGPL-2.1-or-later
/** Where things stand on disk: one place for what design and packaging promise. */

export const dataFolder = "/var/lib/appmanage";
export const configurationFile = "/etc/appmanage.json";

/** What stands outside of the data folder. */
export interface Elsewhere {
    /** A folder for each place for backups, with its secrets. */
    places: string;
    /** What restic has read and can read again. */
    resticCache: string;
    /** Units of systemd that this program writes. */
    units: string;
    /** There while systemd runs this host. */
    systemd: string;
}

const elsewhere: Elsewhere = {
    places: "/etc/appmanage/backup",
    resticCache: "/var/cache/appmanage/restic",
    units: "/etc/systemd/system",
    systemd: "/run/systemd/system",
};

/** Paths below the data folder and beside it; tests have their own. */
export interface Paths extends Elsewhere {
    root: string;
    /** apps.json */
    records: string;
    /** Touched by every job at every phase. */
    jobsChanged: string;
    app(id: string): string;
    job(id: string): string;
    /** A folder for each schedule for backups. */
    plans: string;
    /** What registries said of the apps' tags, and the schedule for asking them. */
    images: string;
}

export function pathsBelow(root: string, beside: Elsewhere = elsewhere): Paths {
    return {
        root,
        records: `${root}/apps.json`,
        jobsChanged: `${root}/jobs/changed`,
        app: id => `${root}/apps/${id}`,
        job: id => `${root}/jobs/${id}`,
        plans: `${root}/backups`,
        images: `${root}/images`,
        ...beside,
    };
}
