// SPDX-License-Identifier: LGPL-2.1-or-later
/** Lines of a job's log that say nothing about a failure: progress, ids, the builder's steps. */
import { readPullLine } from "./pull-line";

// Compose's words for what it does to containers, networks, volumes and images (pkg/api/event.go). JSON adds a state.
const verbs = [
    "Creat", "Start", "Recreat", "Restart", "Stopp?", "Kill", "Remov", "Build", "Built", "Pull", "Copy", "Copi", "Commit(?:t)?",
    "Export", "Download", "Configur", "Wait", "Run(?:n)?", "Exit",
];
const progress = new RegExp(
    `^\\W{0,4}(?:Container|Network|Volume|Image|Service|Config|Secret) .{1,300}? ` +
    `(?:(?:${verbs.join("|")})(?:ing|e?d)?|Recreate|Healthy|Skipped)(?: (?:Working|Done|\\d[\\d.]*s))*$`);
/** What `docker network create` prints, or `docker run -d`, also with other ids. */
const ids = /^\s*(?:sha256:)?[0-9a-f]{12,64}(?:\s+(?:sha256:)?[0-9a-f]{12,64})*\s*$/;
/** Headings and footers of progress, as `docker pull` and a terminal's compose print them. */
const headings = /^\s*(?:\[\+\] \w+ .*|Digest: sha256:[0-9a-f]{64}|Status: (?:Downloaded|Image is up to date)\b.*|[\w.-]+: Pulling from \S+)$/;
/** BuildKit's steps and what runs in them; the error of a build stands below them. */
const buildStep = /^\s*#\d+ /;

/** A line that tells of progress, or of nothing at all. */
export function isNoise(line: string): boolean {
    if (line.trim() === "" || progress.test(line) || ids.test(line) || headings.test(line) || buildStep.test(line))
        return true;
    const pull = readPullLine(line);
    // The error of another service interrupts a pull.
    return pull !== undefined && !(pull.is === "service" && pull.state === "failed" && !line.endsWith(" Interrupted"));
}

/** An id or a layer: even where nothing else is left, it helps no reader. */
export function isMeaningless(line: string): boolean {
    return ids.test(line) || readPullLine(line)?.is === "layer";
}

// Docker warns by several ways. What it only warns of is not why it failed.
const warnings = /^(?:time="[^"]*" level=(?:warning|info|debug) |WARN(?:ING)?\b|\s*!? ?\S{1,100} Warning\b|\s*! )/i;

/** A warning may be shown, but is not the cause while anything else is. */
export function isWarning(line: string): boolean {
    return warnings.test(line);
}
