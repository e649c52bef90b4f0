// SPDX-License-Identifier: LGPL-2.1-or-later
import type { Job } from "../../src/jobs/job";

/** The job of an app: an installation that is done, unless something else is said. */
export function aJob(id: string, parts: Partial<Job> = {}): Job {
    return { id, kind: "install", wish: "running", staged: "", phase: "done", detail: "", alive: false, ticket: 1, ...parts };
}
