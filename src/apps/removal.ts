// SPDX-License-Identifier: LGPL-2.1-or-later
/** Taking an app's things away: by docker's labels and by the app's own folders, and never anything else. */
import * as z from "zod";
import type { Machine } from "../machine/machine";
import { OperationError } from "./problem";
import type { Paths } from "./paths";

/** One thing of an app. `size` in bytes, null where nobody can say. */
export interface Belonging {
    kind: "container" | "network" | "volume" | "folder";
    name: string;
    size: number | null;
}

/*
 * Arguments: data folder, id. Prints kind, size in bytes ("-": unknown) and name of everything of the app's. A container
 * counts only with the app's own folder as its working directory: compose goes by the project's name alone.
 */
const listScript = `
set -u
filter=label=com.docker.compose.project=$2
docker ps -a --filter "$filter" --filter "label=com.docker.compose.project.working_dir=$1/apps/$2" \\
    --format 'container - {{.Names}}' || exit
docker network ls --filter "$filter" --format 'network - {{.Name}}' || exit
docker network ls --filter "label=appmanage.app=$2" --format 'network - {{.Name}}' || exit
docker volume ls --filter "$filter" --format '{{.Name}}' | while read -r name; do
    path=$(docker volume inspect --format '{{.Mountpoint}}' "$name") || continue
    size=$(du -sb -- "$path" 2>/dev/null | cut -f1)
    printf 'volume %s %s\\n' "\${size:--}" "$name"
done
for folder in "$1/apps/$2" "$1/jobs/$2"; do
    [ -d "$folder" ] || continue
    printf 'folder %s %s\\n' "$(du -sb -- "$folder" | cut -f1)" "$folder"
done
`;

const kinds = z.enum(["container", "network", "volume", "folder"]);

export function parseBelongings(text: string): Belonging[] {
    return text.split("\n").flatMap(line => {
        const [, kind, size, name] = /^(\w+) (\d+|-) (.+)$/.exec(line) ?? [];
        const known = kinds.safeParse(kind);
        if (!known.success || name === undefined)
            return [];
        return [{ kind: known.data, name, size: size === "-" ? null : Number(size) }];
    });
}

export async function listBelongings(machine: Machine, paths: Paths, id: string): Promise<Belonging[]> {
    const result = await machine.run(["sh", "-c", listScript, "list-belongings", paths.root, id]);
    if (result.status !== 0)
        throw new OperationError("Container.CommandError", result.stderr.trim());
    return parseBelongings(result.stdout);
}

/*
 * Arguments: data folder, id, "all" to take the data as well. Each step can be repeated: what is gone already is no
 * fault. Containers go in two rounds, the first with time to end well.
 */
const removeScript = `
set -u
trap '' PIPE
filter=label=com.docker.compose.project=$2
own="label=com.docker.compose.project.working_dir=$1/apps/$2"
gone() { # docker's words; names on standard input
    failed=0
    while read -r name; do
        docker "$@" "$name" >/dev/null && continue
        if docker "$1" inspect "$name" >/dev/null 2>&1; then failed=1; fi
    done
    return "$failed"
}
ids=$(docker ps -aq --filter "$filter" --filter "$own") || exit
# shellcheck disable=SC2086 # an id a word
[ -z "$ids" ] || docker stop -t 10 $ids >/dev/null
docker ps -aq --filter "$filter" --filter "$own" | gone container rm -f -v || exit 1
docker network ls -q --filter "$filter" | gone network rm || exit 1
docker network ls -q --filter "label=appmanage.app=$2" | gone network rm || exit 1
[ "$3" = all ] || exit 0
docker volume ls -q --filter "$filter" | gone volume rm || exit 1
rm -rf -- "$1/apps/$2" "$1/jobs/$2"
`;

/** Removes containers and networks, with `data` also volumes and the app's folders. It goes on if the caller leaves. */
export async function removeBelongings(machine: Machine, paths: Paths, id: string, data: boolean): Promise<void> {
    const result = await machine.run([
        "setsid", "-f", "-w", "sh", "-c", removeScript, "remove-belongings", paths.root, id, data ? "all" : "keep",
    ]);
    if (result.status !== 0)
        throw new OperationError("Container.CommandError", result.stderr.trim());
}

