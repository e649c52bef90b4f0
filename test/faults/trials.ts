// SPDX-License-Identifier: LGPL-2.1-or-later
/** Beside the table's cells: cancels, stops, the queue, and what a boot and a crash left behind. */
import { installApp } from "../../src/apps/install/install";
import { cancelApp, stopApp } from "../../src/apps/lifecycle";
import { resumeJobs } from "../../src/apps/resume";
import { belongings, install, pause, remove, root, statusNow, watchStatus, within, word } from "./apps";
import { isHealthy } from "./cell";
import { inconsistencies, leftovers } from "./consistency";
import { dockerIsBack } from "./faults";
import { holderOf, phases, reach, type Phase, type World } from "./phases";
import { storm } from "./storm";

export interface Trial {
    name: string;
    /** What was wrong, and a word on how it went. */
    run(world: World, id: string): Promise<{ wrong: string[], end: string }>;
}

async function powerCut(world: World): Promise<void> {
    await world.appliance.script("power-cut");
    await dockerIsBack(world);
}

async function reachByCore(world: World, phase: Phase, id: string): Promise<void> {
    await reach(world, phase, id, name => install(world.context, name));
}

/** An app that has started keeps its data and is stopped; of one that has not nothing is left. */
async function fateOfCancelled({ context, appliance }: World, id: string): Promise<"stopped" | "deleted" | string[]> {
    const listed = (await belongings(appliance)).split("\n").filter(line => line.match(/\w+/g)?.includes(id));
    const now = word(await statusNow(context, id));
    if (now === "gone")
        return listed.length === 0 ? "deleted" : [`left behind: ${listed.join(", ")}`];
    const states = await appliance.sh(`docker ps -aq --filter "label=com.docker.compose.project=$1" |
        xargs -r docker inspect --format '{{.State.Status}} {{.State.StartedAt}}'`, id);
    const hasStarted = states.trim().split("\n").some(line => !line.includes("0001-01-01T"));
    const volumes = await appliance.sh("docker volume ls -q | grep -c -e \"^$1_data$\" || true", id);
    const wrong = [
        ...now === "stop" ? [] : [`status ${now}`],
        ...hasStarted ? [] : ["kept, though nothing has started"],
        ...states.includes("running") ? ["a container still runs"] : [],
        ...volumes.trim() === "1" ? [] : ["the data is gone"],
    ];
    return wrong.length > 0 ? wrong : "stopped";
}

/** The containers of an installation may have started by the time that a cancel in its last moments strikes. */
function isFate(fate: "stopped" | "deleted" | string[], phase: Phase): string[] {
    if (typeof fate !== "string")
        return fate;
    const wanted = phase === "starting" ? "stopped" : "deleted";
    return fate === wanted || phase === "creating" ? [] : [`${fate} instead of ${wanted}`];
}

function cancelIn(phase: Phase): Trial {
    return {
        name: `cancelled while ${phase}`,
        async run(world, id) {
            await reachByCore(world, phase, id);
            const begin = Date.now();
            await cancelApp(world.context, id);
            const seconds = (Date.now() - begin) / 1000;
            const wrong = seconds > 5 ? [`took ${seconds} s`] : [];
            const fate = await fateOfCancelled(world, id);
            wrong.push(...isFate(fate, phase));
            const workers = await world.appliance.sh(
                "grep -lzsx \"APPMANAGE_JOB=$1\" /proc/[0-9]*/environ || true", id);
            if (workers !== "")
                wrong.push(`still at work: ${workers}`);
            if (phase === "queued")
                await remove(world.context, holderOf(id));
            return { wrong, end: `${String(fate)}, ${seconds.toFixed(1)} s` };
        },
    };
}

const stopped: Trial = {
    name: "stopped, then a power cut",
    async run(world, id) {
        await reachByCore(world, "running", id);
        await stopApp(world.context, id);
        await powerCut(world);
        const seen = watchStatus(world.context, id);
        await pause(10_000);
        await seen.end();
        const course = seen.course.join(" ");
        return { wrong: course === "stop" ? [] : [course], end: "stays stopped" };
    },
};

/** In the order they are asked for. */
function inQueue(id: string): string[] {
    return [`${id}c`, `${id}a`, `${id}b`];
}

const order: Trial = {
    name: "three in the queue, then a power cut",
    async run(world, id) {
        const ids = inQueue(id);
        await reachByCore(world, "pulling", `${id}c`);
        await install(world.context, `${id}a`);
        await install(world.context, `${id}b`);
        await powerCut(world);
        await world.registry.heal();
        const allRun = async () => {
            const words = await Promise.all(ids.map(async one => word(await statusNow(world.context, one))));
            return words.every(status => status === "running");
        };
        const wrong = await within(120_000, allRun) === undefined ? ["stuck"] : [];
        const turns = await world.appliance.sh(
            "docker inspect --format '{{.Created}} {{slice .Name 1}}' \"$@\" | sort | cut -d ' ' -f 2 | xargs", ...ids);
        if (turns.trim() !== ids.join(" "))
            wrong.push(`order: ${turns}`);
        return { wrong, end: "in their order" };
    },
};

const lost: Trial = {
    name: "apps.json lost",
    async run(world, id) {
        await reachByCore(world, "running", id);
        const before = await world.appliance.sh(`cat ${root}/apps.json`);
        await world.appliance.sh(`rm ${root}/apps.json*`);
        await resumeJobs(world.context);
        const after = await world.appliance.sh(`cat ${root}/apps.json`);
        return { wrong: before === after && await isHealthy(world, id) ? [] : ["not what it was"], end: "made again" };
    },
};

const claimed: Trial = {
    name: "a name taken, and nothing else",
    async run(world, id) {
        const there = () => world.appliance.sh(`ls -d ${root}/apps/"$1" ${root}/apps/"$1"x || true`, id);
        await world.appliance.sh(`
            mkdir -p ${root}/apps/"$1" ${root}/jobs/"$1" ${root}/apps/"$1"x
            echo queued >${root}/jobs/"$1"/phase
            echo "another-boot 0" >${root}/jobs/"$1"/claimed
            touch -d '-1 hour' ${root}/apps/"$1" ${root}/apps/"$1"x`, id);
        await resumeJobs(world.context);
        const left = await there();
        await world.appliance.sh(`rm -r ${root}/apps/"$1"x`, id);
        return { wrong: left.trim() === `${root}/apps/${id}x` ? [] : [`left: ${left}`], end: "given back, and no other" };
    },
};

/** As a network or a disk that comes up after Docker: nothing asks Docker to start what it could not start. */
const lateHost: Trial = {
    name: "an address and a disk that come after Docker",
    async run(world, id) {
        const { appliance, context } = world;
        await appliance.sh(`
            ip address add 10.9.8.7/32 dev lo
            mkdir -p /run/late-disk
            cat >/etc/systemd/system/late-host.service <<END
[Unit]
After=docker.service
[Service]
ExecStart=/bin/sh -c 'sleep 20; ip address add 10.9.8.7/32 dev lo; sleep 5; mkdir /run/late-disk'
[Install]
WantedBy=multi-user.target
END
            systemctl -q enable late-host.service`);
        try {
            await installApp(context, {
                app_name: "late", customer_app_name: id, app_version: "1.36", settings: () => ({}),
            });
            const runs = async () => word(await statusNow(context, id)) === "running";
            if (await within(60_000, runs) === undefined)
                return { wrong: ["not installed"], end: "" };
            await powerCut(world);
            if (await runs())
                return { wrong: ["the address was there at boot"], end: "" };
            const milliseconds = await within(90_000, runs);
            const wrong = milliseconds === undefined ? [`stuck: ${word(await statusNow(context, id))}`] : [];
            // The service that waits for it must not hold up the boot.
            const isHeldUp = await appliance.sh(`
                moment() { systemctl show --property="$2" --value "$1"; }
                until end=$(moment appmanage-resume ExecMainExitTimestampMonotonic) && [ "$end" != 0 ]; do sleep 1; done
                [ "$(moment multi-user.target ActiveEnterTimestampMonotonic)" -lt "$end" ] || echo yes`);
            if (isHeldUp !== "")
                wrong.push("multi-user.target waited for the resume service");
            return { wrong, end: `started ${Math.round((milliseconds ?? 0) / 1000)} s after Docker` };
        } finally {
            await appliance.sh(`
                systemctl -q disable --now late-host.service
                rm /etc/systemd/system/late-host.service
                systemctl daemon-reload
                rmdir /run/late-disk || true
                ip address delete 10.9.8.7/32 dev lo || true`);
        }
    },
};

function halfCancelled(phase: Phase): Trial {
    return {
        name: `power cut in a cancel while ${phase}`,
        async run(world, id) {
            await reachByCore(world, phase, id);
            await world.appliance.sh(`echo cancelled >${root}/jobs/"$1"/phase`, id);
            await powerCut(world);
            const isOver = async () => ["gone", "stop"].includes(word(await statusNow(world.context, id)));
            if (await within(30_000, isOver) === undefined)
                return { wrong: [`stuck: ${word(await statusNow(world.context, id))}`], end: "" };
            await resumeJobs(world.context);
            const fate = await fateOfCancelled(world, id);
            return { wrong: isFate(fate, phase), end: String(fate) };
        },
    };
}

const stormy: Trial = {
    name: "300 random operations, 3 sessions, 8 apps",
    async run(world, id) {
        const ids = Array.from({ length: 8 }, (_, at) => `${id}s${at}`);
        const isOurs = (one: string) => ids.includes(one);
        const seed = Number(process.env.APPMANAGE_STORM_SEED ?? Date.now() % 1_000_000);
        const { answers, wrong } = await storm({
            context: () => ({ ...world.context }), ids, app: { name: "quick", version: "1.36" }, seed, count: 300,
        });
        wrong.push(...await inconsistencies(world.context, isOurs));
        for (const one of ids)
            await remove(world.context, one);
        wrong.push(...(await leftovers(world.context, isOurs)).map(text => `left behind: ${text}`));
        const told = [...answers].map(([what, count]) => `${what} ${count}`).sort().join(", ");
        return { wrong, end: `APPMANAGE_STORM_SEED=${seed}: ${told}` };
    },
};

export const trials: readonly Trial[] = [
    ...phases.filter(phase => phase !== "running").map(cancelIn), stopped, order, lost, claimed,
    halfCancelled("pulling"), halfCancelled("starting"), lateHost, stormy,
];

/** A line of the table: what was wrong is in it, and everything of the trial's is gone after it. */
export async function runTrial(world: World, trial: Trial, id: string): Promise<{ line: string, wrong: string[] }> {
    const wrong: string[] = [];
    const before = await belongings(world.appliance);
    let end = "";
    try {
        const result = await trial.run(world, id);
        wrong.push(...result.wrong);
        end = result.end;
    } catch (error) {
        wrong.push(error instanceof Error ? error.message : String(error));
    }
    await world.registry.heal();
    for (const one of [id, ...inQueue(id)])
        await remove(world.context, one);
    if (await belongings(world.appliance) !== before)
        wrong.push("left something behind");
    const verdict = wrong.length > 0 ? `WRONG: ${wrong.join("; ")}` : "ok";
    return { line: `${trial.name.padEnd(39)}${verdict}  ${end}`, wrong };
}
