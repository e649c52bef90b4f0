// SPDX-License-Identifier: LGPL-2.1-or-later
/** What can be done with an app that is there: stop, start, restart, cancel, retry, uninstall, restore. */
import { complaint } from "../docker/compose";
import { cancelJob, JobAtWork, startJob } from "../jobs/folder";
import { isOver } from "../jobs/job";
import type { Context } from "./context";
import { jobRequest } from "./install/job-request";
import { isListed } from "./status/list";
import { OperationError } from "./problem";
import type { AppRecord } from "./records/record";
import { listBelongings, removeBelongings, type Belonging } from "./removal";
import { readState, type State } from "./status/state";
import { changeRecord, removeRecord } from "./records/store";

interface Found { record: AppRecord, state: State }

async function find(context: Context, id: string): Promise<Found> {
    const state = await readState(context);
    const record = Object.hasOwn(state.records, id) ? state.records[id] : undefined;
    if (!record)
        throw new OperationError("APP.NotExis");
    return { record, state };
}

/** An app of the list at which no job works. */
async function findIdle(context: Context, id: string): Promise<Found> {
    const found = await find(context, id);
    if (!isListed(found.record, found.state))
        throw new OperationError("APP.NotExis");
    if (found.state.jobs.get(id)?.alive)
        throw new OperationError("APP.Busy");
    return found;
}

/*
 * Arguments: data folder, id, docker compose's words. A paused container can be neither stopped nor started. What is to
 * start "always" starts with docker though it was stopped, so what is stopped is that no more.
 */
const composeScript = `
trap '' PIPE
cd -- "$1/apps/$2" || exit 1
job=$1/jobs/$2
phase=$job/phase
id=$2
shift 2
# For who starts again what docker left stopped.
if [ "$1" = stop ]; then mkdir -p "$job" && : >"$job/stopped" || exit 1; else rm -f "$job/stopped"; fi
# Compose would prefer variables of its surroundings to the app's own.
alone() { env -i PATH="$PATH" HOME="\${HOME:-/root}" LC_ALL=C.UTF-8 \${DOCKER_HOST:+"DOCKER_HOST=$DOCKER_HOST"} "$@"; }
compose() { alone docker compose -p "$id" --project-directory "$PWD" -f docker-compose.yml "$@"; }
compose unpause >/dev/null 2>&1
if [ "$1" = stop ]; then
    docker ps -aq --filter "label=com.docker.compose.project=$id" \\
        --filter "label=com.docker.compose.project.working_dir=$PWD" |
        xargs -r docker inspect --format '{{.HostConfig.RestartPolicy.Name}} {{.Id}}' |
        sed -n 's/^always //p' | xargs -r docker update --restart unless-stopped >/dev/null
fi
updated=$?
compose "$@" >/dev/null || exit
# What the installation came to is history from now on: the containers say how the app is.
if [ -e "$phase" ]; then echo 'done' >"$phase.new" && mv "$phase.new" "$phase" || exit; fi
# It is stopped, but docker would start it again after a reboot.
exit "$updated"
`;

async function compose(context: Context, id: string, ...words: string[]): Promise<void> {
    const { machine, paths } = context;
    const result = await machine.run([
        "setsid", "-f", "-w", "sh", "-c", composeScript, "compose", paths.root, id, ...words,
    ], { seconds: 600 });
    if (result.status !== 0)
        throw new OperationError("Container.CommandError", complaint(result.stderr));
}

/** The wish is kept first: whatever happens next, it is known what the admin wanted. */
export async function stopApp(context: Context, id: string): Promise<void> {
    await findIdle(context, id);
    await changeRecord(context.machine, context.paths, id, { wish: "stopped" });
    await compose(context, id, "stop");
}

export async function startApp(context: Context, id: string): Promise<void> {
    await findIdle(context, id);
    await changeRecord(context.machine, context.paths, id, { wish: "running" });
    await compose(context, id, "up", "-d", "--no-recreate");
}

export async function restartApp(context: Context, id: string): Promise<void> {
    await findIdle(context, id);
    await changeRecord(context.machine, context.paths, id, { wish: "running" });
    await compose(context, id, "restart");
}

/**
 * Ends an installation that waits, works or was interrupted, and takes away what it made. The data of an app that was
 * being restored are none of that: it is as it was before.
 */
export async function cancelApp(context: Context, id: string): Promise<void> {
    const { machine, paths } = context;
    const { record, state } = await find(context, id);
    const job = state.jobs.get(id);
    if (!job || isOver(job.phase) || record.wish === "uninstalled")
        throw new OperationError("APP.NotBusy");
    await cancelJob(machine, paths.root, id);
    await takeBack(context, record);
}

/** The rest of a cancel, once its job has ended. */
export async function takeBack({ machine, paths }: Context, { app_id: id, restored }: AppRecord): Promise<void> {
    await removeBelongings(machine, paths, id, { data: !restored, seconds: 1 });
    if (restored)
        await changeRecord(machine, paths, id, { wish: "uninstalled" });
    else
        await removeRecord(machine, paths, id);
}

async function runJob({ machine, paths }: Context, record: AppRecord): Promise<void> {
    try {
        await startJob(machine, paths.root, jobRequest(record));
    } catch (error) {
        if (error instanceof JobAtWork)
            throw new OperationError("APP.Busy");
        throw error;
    }
}

/** Installs again what failed or was interrupted, from the pull on; what was installed well is left as it is. */
export async function retryApp(context: Context, id: string): Promise<void> {
    const { record, state } = await findIdle(context, id);
    if (state.jobs.get(id)?.phase === "done")
        return;
    await changeRecord(context.machine, context.paths, id, { wish: "running" });
    await runJob(context, record);
}

export interface Uninstalled { removed: Belonging[], kept: Belonging[] }

export async function uninstallApp(context: Context, id: string, purge: boolean): Promise<Uninstalled> {
    const { machine, paths } = context;
    const { state } = await find(context, id);
    if (state.jobs.get(id)?.alive)
        throw new OperationError("APP.Busy");
    const belongings = await listBelongings(machine, paths, id);
    const isData = ({ kind }: Belonging) => kind === "volume" || kind === "folder";
    const isGoing = (one: Belonging) => one.kind !== "bind" && (purge || !isData(one));
    // With its data it stays in the list until nothing of it is left, so that what fails half way can be done again.
    await changeRecord(machine, paths, id, { wish: purge ? "stopped" : "uninstalled" });
    await removeBelongings(machine, paths, id, { data: purge, seconds: 10 });
    if (purge)
        await removeRecord(machine, paths, id);
    return {
        removed: belongings.filter(isGoing),
        kept: belongings.filter(one => !isGoing(one)),
    };
}

/** Brings back an app that was uninstalled with its data kept. */
export async function restoreApp(context: Context, id: string): Promise<void> {
    const { record, state } = await find(context, id);
    // What has not been uninstalled has the name, and so has what somebody else started under it meanwhile.
    if (record.wish !== "uninstalled" || state.containers.some(({ project }) => project === id))
        throw new OperationError("Param.CustomerAppName.Repeat");
    await changeRecord(context.machine, context.paths, id, { wish: "running", restored: true });
    await runJob(context, record);
}
