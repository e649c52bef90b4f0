// SPDX-License-Identifier: LGPL-2.1-or-later
/** What must be true of a host on which nothing is at work: records, docker and the disk say the same. */
import type { Context } from "../../src/apps/context";
import { statusIn } from "../../src/apps/status/list";
import { readState } from "../../src/apps/status/state";

const looking = `
label=com.docker.compose.project
docker ps -a --format "container {{.Label \\"$label\\"}} {{.State}} {{.Names}}"
docker network ls --format "network {{.Label \\"$label\\"}}{{.Label \\"appmanage.app\\"}} {{.Name}}"
docker volume ls --format "volume {{.Label \\"$label\\"}} {{.Name}}"
for folder in "$1"/apps/* "$1"/jobs/*; do
    [ -d "$folder" ] && echo "folder \${folder##*/} $folder"
done
[ ! -d /run/systemd/system ] || systemctl list-units --all --plain --no-legend 'appmanage-*' |
    sed -nE '/^appmanage-resume/d; s/^appmanage-(\\S+)\\.service.*/unit \\1 -/p'
docker network ls -q | xargs -r docker network inspect --format '{{range .IPAM.Config}}subnet - {{println .Subnet}}{{end}}'
`;

interface Thing { kind: string, id: string, rest: string }

async function look({ machine, paths }: Context): Promise<Thing[]> {
    const { stdout } = await machine.run(["sh", "-c", looking, "look", paths.root]);
    return stdout.split("\n").flatMap(line => {
        const [, kind = "", id = "", rest = ""] = /^(\w+) (\S*) (.*)$/.exec(line) ?? [];
        return kind === "" ? [] : [{ kind, id, rest }];
    });
}

/** All that is wrong, of apps whose names `isOurs` knows. */
export async function inconsistencies(context: Context, isOurs: (id: string) => boolean): Promise<string[]> {
    const text = await context.machine.read(context.paths.records);
    const state = await readState(context);
    const things = await look(context);
    const ours = things.filter(({ id }) => isOurs(id));
    const records = Object.values(state.records).filter(({ app_id }) => isOurs(app_id));
    const ids = records.map(record => record.app_id);
    return [
        ...isJson(text) ? [] : ["apps.json is not valid"],
        ...state.broken.map(({ id }) => `the record of ${id} can't be read`),
        ...state.gone.map(({ app_id }) => `the record of ${app_id} is not forgotten`),
        ...ours.filter(({ id }) => !ids.includes(id)).map(({ kind, rest }) => `orphan ${kind}: ${rest}`),
        ...ours.filter(({ kind }) => kind === "unit").map(({ id }) => `a unit of ${id}`),
        ...records.flatMap(record => {
            const own = ours.filter(({ id }) => id === record.app_id);
            const states = own.filter(({ kind }) => kind === "container").map(({ rest }) => rest.split(" ")[0]);
            const networks = own.filter(({ kind }) => kind === "network").length;
            const volumes = own.filter(({ kind }) => kind === "volume").length;
            const { status } = statusIn(state, record);
            const job = state.jobs.get(record.app_id);
            const said = [record.wish, status, String(networks), String(volumes), ...states].join(" ");
            const wanted = {
                running: "running running 1 1 running",
                stopped: "stopped stop 1 1 exited",
                uninstalled: "uninstalled stop 0 1",
            }[record.wish];
            const after = job ? `${job.kind} ${job.phase} ${job.detail}` : "no job";
            return said === wanted ? [] : [`${record.app_id} is ${said} instead of ${wanted}, after ${after}`];
        }),
        ...twice(records.flatMap(({ published = [] }) => published.map(({ first }) => `port ${first}`))),
        ...twice(things.filter(({ kind }) => kind === "subnet").map(({ rest }) => `subnet ${rest}`)),
    ];
}

function isJson(text: string | null): boolean {
    try {
        return text !== null && typeof JSON.parse(text) === "object";
    } catch {
        return false;
    }
}

function twice(values: readonly string[]): string[] {
    return [...new Set(values.filter((value, at) => values.indexOf(value) !== at))].map(value => `${value} twice`);
}

/** What is left of the apps, which are gone. */
export async function leftovers(context: Context, isOurs: (id: string) => boolean): Promise<string[]> {
    return (await look(context)).filter(({ id }) => isOurs(id)).map(({ kind, rest }) => `${kind}: ${rest}`);
}
