// SPDX-License-Identifier: LGPL-2.1-or-later
/** Whether an app can have the name that is asked for. */
import type { EngineVolume } from "../../../docker/engine";
import type { Job } from "../../../jobs/job";
import type { Check } from "../check";
import type { Records } from "../../records/store";

export interface Names {
    records: Records;
    jobs: ReadonlyMap<string, Job>;
    volumes: readonly Pick<EngineVolume, "name" | "labels">[];
    /** Compose projects that have containers, as far as they were looked for. */
    projects: ReadonlySet<string>;
}

/** What can be said without looking. */
export function nameFormatCheck(name: string): Check {
    if (name.trim() === "")
        return stopped("blank");
    return /^[a-z0-9]{2,20}$/.test(name) ? { is: "name", level: "ok", field: "customer_app_name" } : stopped("format");
}

export function nameCheck(name: string, names: Names): Check {
    const format = nameFormatCheck(name);
    if (format.level === "stop")
        return format;
    const job = names.jobs.get(name);
    if (job?.alive && job.phase === "queued")
        return stopped("wait");
    return isTaken(name, names) ? stopped("repeat") : format;
}

function stopped(code: "blank" | "format" | "wait" | "repeat"): Check {
    return { is: "name", level: "stop", field: "customer_app_name", code };
}

/** Their jobs would be units of systemd that have these names already: appmanage-api.service, appmanage-resume.service. */
const reserved: readonly string[] = ["api", "resume"];

/** By an app, or by another compose project, of which docker may have no more than volumes. */
function isTaken(name: string, { records, jobs, volumes, projects }: Names): boolean {
    return reserved.includes(name) || Object.hasOwn(records, name) || jobs.get(name)?.alive === true ||
        projects.has(name) ||
        volumes.some(({ labels }) => labels["com.docker.compose.project"] === name);
}

/** The app's own name, cut to what an id allows, or that with the first number that is free. */
export function freeName(appName: string, names: Names): string {
    const stem = appName.replace(/[^a-z0-9]/g, "").slice(0, 17) || "app";
    for (let number = 1; ; number++) {
        const candidate = number === 1 && stem.length >= 2 ? stem : `${stem}${number}`;
        if (nameCheck(candidate, names).level === "ok")
            return candidate;
    }
}
