// SPDX-License-Identifier: LGPL-2.1-or-later
/** The jobs' folder: what jobs there are and how they stand; starting and ending one. */
import { MachineError, type Machine } from "../machine/machine";
import { phases, type Job } from "./job";
import resumeScript from "./resume.sh";
import runScript from "./run.sh";

/*
 * Argument: data folder. A line a job: id, ticket, alive (1 or 0), phase. Then "young" where docker has just started or
 * is gone, and "resuming" where that is on its way; an empty line; if there is an apps.json, a line that says so and its
 * text, which may be empty. The lock is tried for unfinished jobs only, and shared, so that two who look don't see each
 * other.
 */
const surveyScript = `
[ -e "$1" ] || { echo; exit 0; }
cd -- "$1" || exit
is_resuming() {
    case $(systemctl show --property=Job --value appmanage-resume.service 2>/dev/null) in "" | 0) return 1 ;; esac
}
# Without a process: every list asks. The kernel counts a process's start in hundredths of a second since the boot.
# Somebody else's docker keeps no such file.
is_docker_young() {
    pid=
    read -r pid </run/docker.pid || [ -n "$pid" ] || return
    read -r stat <"/proc/$pid/stat" && read -r now _ </proc/uptime || return 0
    set -- \${stat##*) }
    [ "$((\${now%.*} - \${20} / 100))" -lt 60 ]
}
for phase in jobs/*/phase; do
    [ -e "$phase" ] || continue
    job=\${phase%/phase}
    line= ticket= alive=0
    read -r line <"$phase"
    [ ! -e "$job/ticket" ] || read -r ticket <"$job/ticket"
    case $line in
    done | failed* | cancelled*) ;;
    *)
        # Looking must not make the file: the folder may be on its way out.
        [ ! -e "$job/lock" ] || { flock -n -s 9; } 9<"$job/lock" 2>/dev/null || alive=1
        # One that was asked for this moment is on its way, and so is one that systemd is about to start again.
        [ $alive = 1 ] || [ -z "$(find "$job/ticket" -newermt '-5 seconds' 2>/dev/null)" ] || alive=1
        [ $alive = 1 ] || case $(systemctl is-active "appmanage-\${job#jobs/}.service" 2>/dev/null) in
            active | activating | deactivating) alive=1 ;;
        esac
        [ $alive = 1 ] || ! is_resuming || alive=1
        # One that ended between the two looks has a new phase.
        read -r line <"$phase" ;;
    esac
    printf '%s %s %s %s\\n' "\${job#jobs/}" "\${ticket:-0}" "$alive" "$line"
done
# Only as docker has just started the service is still to come, or at work.
if is_docker_young 2>/dev/null; then
    echo young
    if is_resuming; then echo resuming; fi
fi
echo
[ -e apps.json ] || exit 0
echo apps.json
exec cat -- "$1/apps.json"
`;

export interface Survey {
    jobs: Map<string, Job>;
    /** Docker has just started, or is gone at this moment. */
    young: boolean;
    /** Docker is young, and what it left stopped will be started. */
    resuming: boolean;
    /** Text of apps.json, null where there is none. */
    records: string | null;
}

/** All that the data folder tells, by one process however many apps there are. */
export async function survey(machine: Machine, root: string): Promise<Survey> {
    const result = await machine.run(["sh", "-c", surveyScript, "survey", root]);
    if (result.status !== 0)
        throw new MachineError("failed", result.stderr);
    return parseSurvey(result.stdout);
}

const recordsHead = "apps.json\n";

export function parseSurvey(text: string): Survey {
    const jobs = new Map<string, Job>();
    const words = new Set<string>();
    let at = 0;
    while (at < text.length) {
        const end = text.indexOf("\n", at);
        const line = text.slice(at, end < 0 ? text.length : end);
        at = end < 0 ? text.length : end + 1;
        if (line === "")
            break;
        const [, id, ticket, alive, word, detail] = /^(\S+) (\d+) ([01]) (\S*) ?(.*)$/.exec(line) ?? [];
        const phase = phases.find(known => known === word);
        // A phase file cut short by a power cut counts as unfinished.
        if (id !== undefined) {
            jobs.set(id, {
                id, phase: phase ?? "queued", detail: detail ?? "", alive: alive === "1", ticket: Number(ticket),
            });
        } else {
            words.add(line);
        }
    }
    const records = text.startsWith(recordsHead, at) ? text.slice(at + recordsHead.length) : null;
    return { jobs, young: words.has("young"), resuming: words.has("resuming"), records };
}

/** Place in the queue by id, 1 for the next in line. */
export function places(jobs: Iterable<Job>): Map<string, number> {
    const waiting = [...jobs].filter(job => job.alive && job.phase === "queued").sort((a, b) => a.ticket - b.ticket);
    return new Map(waiting.map((job, at) => [job.id, at + 1]));
}

export interface JobRequest {
    id: string;
    /** Network to create before the containers, with its subnet in CIDR notation. */
    network: { name: string, subnet: string } | null;
    /** Web port on the host that must answer before the app counts as ready; null where health checks say it. */
    port: number | null;
    /** If all of these are there, nothing is pulled; empty where only the pull can tell. */
    images: readonly string[];
    /** A job that was interrupted keeps its place in the queue; one that ends meanwhile is let be. */
    resume?: boolean;
}

/** The job is at work already. */
export class JobAtWork extends Error {
    override readonly name = "JobAtWork";
}

/*
 * Arguments: data folder, id, network and subnet ("" for none), port ("" for none), "resume" or "", images, one a line.
 * Input: the job's script. The phase changes last, so that whoever finds it unfinished finds all the rest. Status 75:
 * it is at work.
 */
const startScript = `
set -eu
umask 077
job=$1/jobs/$2
if [ ! -d "$1/apps/$2" ]; then
    echo "$1/apps/$2: no such folder" >&2
    exit 1
fi
mkdir -p -- "$job"
cd -- "$job"
exec 9>>lock
flock -w 2 9 || exit 75
if [ "$6" = resume ] && [ -e phase ]; then
    read -r line <phase || line=
    case $line in done | failed* | cancelled*) exit 0 ;; esac
fi
cat >run.new
rm -f stopped
if [ -n "$3" ]; then printf '%s %s\n' "$3" "$4" >network; else rm -f network; fi
if [ -n "$5" ]; then printf '%s\n' "$5" >port; else rm -f port; fi
if [ -n "$7" ]; then printf '%s\n' "$7" >images; else rm -f images; fi
[ "$6" = resume ] && [ -s ticket ] || date +%s%3N >ticket
printf 'queued\n' >phase.new
sync ticket run.new phase.new
mv run.new run
mv phase.new phase
sync .
exec 9>&-
exec sh "$job/run" start
`;

/** Starts a job, again if it ended before. Resolves when it is at work; rejects with `JobAtWork` if it was already. */
export async function startJob(machine: Machine, root: string, request: JobRequest): Promise<void> {
    const { id, network, port, images, resume } = request;
    const result = await machine.run([
        "sh", "-c", startScript, "start-job", root, id,
        network?.name ?? "", network?.subnet ?? "", port === null ? "" : String(port), resume ? "resume" : "",
        images.join("\n"),
    ], { input: runScript });
    if (result.status === 75)
        throw new JobAtWork(id);
    if (result.status !== 0)
        throw new MachineError("failed", result.stderr.trim() || `job ${id}: ${result.status}`);
}

/** Goes on with unfinished jobs, and with apps that docker left stopped when it came back after a crash. */
export async function resume(machine: Machine, root: string): Promise<void> {
    const result = await machine.run(["sh", "-c", resumeScript, "resume", root], { seconds: 600 });
    if (result.status !== 0)
        throw new MachineError("failed", result.stderr.trim());
}

/*
 * Arguments: data folder, id. First of all the job counts as cancelled, so that nobody starts it again. Then all that
 * works for it ends, by the variable that it all carries: within 4 s, then by SIGKILL. Goes on if the caller leaves.
 */
const cancelScript = `
set -u
trap '' PIPE
umask 077
job=$1/jobs/$2
[ -d "$job" ] || exit 0
workers() { grep -lzsx -- "APPMANAGE_JOB=$2" /proc/[0-9]*/environ | sed 's|/proc/||; s|/environ||'; }
mark() {
    until printf 'cancelled\n' >"$job/phase.new" && sync "$job/phase.new" && mv "$job/phase.new" "$job/phase"; do
        [ -e "$job/spare" ] || return 1
        rm -f "$job/spare"
    done
}
mark
if [ -d /run/systemd/system ]; then
    systemctl stop "appmanage-$2.service" 2>/dev/null || true
fi
for signal in TERM TERM TERM KILL; do
    pids=$(workers "$1" "$2")
    [ -n "$pids" ] || break
    # shellcheck disable=SC2086 # a number a word
    kill -s "$signal" $pids 2>/dev/null
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        [ -n "$(workers "$1" "$2")" ] || break
        sleep 0.1
    done
done
[ -z "$(workers "$1" "$2")" ] && mark
`;

/** Ends a job and all it started, for good; resolves when nothing of it runs. */
export async function cancelJob(machine: Machine, root: string, id: string): Promise<void> {
    const result = await machine.run(["setsid", "-f", "-w", "sh", "-c", cancelScript, "cancel-job", root, id]);
    if (result.status !== 0)
        throw new MachineError("failed", result.stderr.trim() || `job ${id} goes on`);
}
