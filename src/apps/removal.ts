// SPDX-License-Identifier: LGPL-2.1-or-later
/** Taking an app's things away: by docker's labels and by the app's own folders, and never anything else. */
import * as z from "zod";
import type { Machine } from "../machine/machine";
import { OperationError } from "./problem";
import type { Paths } from "./paths";

/** One thing of an app, or a folder of the host that it works in. `size` in bytes, null where nobody can say. */
export interface Belonging {
    /** "bind": a folder or file of the host outside the app's own folder; it is never removed. */
    kind: "container" | "network" | "volume" | "folder" | "bind";
    name: string;
    size: number | null;
}

/*
 * What is the app's. Compose tells projects by their name alone, so the name is not enough: a container counts with the
 * app's own folder as its working directory, a volume if the app's compose file has it too, and neither a network nor a
 * volume that a container of somebody else has. Names of volumes without one come from \`jobs/<id>/volumes\`.
 */
const ownScript = `
filter=label=com.docker.compose.project=$2
containers() {
    docker ps -aq --no-trunc --filter "$filter" --filter "label=com.docker.compose.project.working_dir=$1/apps/$2"
}
ours=$(containers "$1" "$2") || exit
# Docker may go away at any moment: what it does not tell is not "none".
own() { # network or volume; names on standard input
    while read -r name; do
        [ -n "$name" ] || continue
        users=$(docker ps -aq --no-trunc --filter "$1=$name") || exit
        if [ -z "$users" ] || ! printf '%s\\n' "$users" | grep -qvxF -e "$ours"; then printf '%s\\n' "$name"; fi
    done
}
networks() {
    composed=$(docker network ls --filter "$filter" --format '{{.Name}}') || return
    made=$(docker network ls --filter "label=appmanage.app=$2" --format '{{.Name}}') || return
    printf '%s\\n' "$composed" "$made" | sort -u | own network
}
declared() {
    docker compose --profile '*' -p "$2" --project-directory "$1/apps/$2" -f "$1/apps/$2/docker-compose.yml" \\
        config --volumes 2>/dev/null
}
volumes() {
    format='{{.Label "com.docker.compose.volume"}} {{.Name}}'
    labelled=$(docker volume ls --filter "$filter" --format "$format") || return
    keys=$(declared "$1" "$2") && known=yes || known=
    {
        printf '%s\\n' "$labelled" | while read -r key name; do
            if [ -z "$known" ] || printf '%s\\n' "$keys" | grep -qxF -e "$key"; then printf '%s\\n' "$name"; fi
        done
        cat -- "$1/jobs/$2/volumes" 2>/dev/null
    } | sort -u | own volume
}
`;

/* Arguments: data folder, id. Prints kind, size in bytes ("-": unknown) and name of everything of the app's. */
const listScript = `
set -u
${ownScript}
if [ -n "$ours" ]; then
    docker inspect --format 'container - {{slice .Name 1}}' $ours
    docker inspect --format '{{range .Mounts}}{{if eq .Type "bind"}}{{println .Source}}{{end}}{{end}}' $ours |
        sort -u | while read -r path; do
        case $path in "" | "$1/apps/$2" | "$1/apps/$2"/*) ;; *) printf 'bind - %s\\n' "$path" ;; esac
    done
fi
names=$(networks "$1" "$2") || exit
printf '%s\\n' "$names" | sed -n 's/^./network - &/p'
names=$(volumes "$1" "$2") || exit
printf '%s\\n' "$names" | while read -r name; do
    [ -n "$name" ] || continue
    { read -r device && read -r path; } <<END
$(docker volume inspect --format '{{with .Options}}{{.device}}{{end}}
{{.Mountpoint}}' "$name")
END
    case $device in
    /*) size=- && printf 'bind - %s\\n' "$device" ;;
    *) size=$(timeout 20 du -sb -- "$path" 2>/dev/null | cut -f1) ;;
    esac
    printf 'volume %s %s\\n' "\${size:--}" "$name"
done
for folder in "$1/apps/$2" "$1/jobs/$2"; do
    [ -d "$folder" ] || continue
    printf 'folder %s %s\\n' "$(timeout 20 du -sxb -- "$folder" | cut -f1)" "$folder"
done
`;

const kinds = z.enum(["container", "network", "volume", "folder", "bind"]);

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
    const result = await machine.run(["sh", "-c", listScript, "list-belongings", paths.root, id], { seconds: 60 });
    if (result.status !== 0)
        throw new OperationError("Container.CommandError", result.stderr.trim());
    return parseBelongings(result.stdout);
}

/*
 * Arguments: data folder, id, "all" to take the data as well, seconds that containers have to end well. Each step can
 * be repeated: what is gone already is no fault. A volume that has no name of its own is unknown once its container is
 * gone, so it is noted where data are kept. Whoever finds the phase "cancelled all" may go on from there.
 */
const removeScript = `
set -u
trap '' PIPE
umask 077
${ownScript}
gone() { # docker's words; names on standard input
    failed=0
    while read -r name; do
        [ -n "$name" ] || continue
        docker "$@" "$name" >/dev/null && continue
        if docker "$1" inspect "$name" >/dev/null 2>&1 || ! docker version >/dev/null 2>&1; then failed=1; fi
    done
    return "$failed"
}
anonymous=
[ "$3" != all ] || anonymous=-v
if [ -d "$1/jobs/$2" ]; then
    if [ "$3" = all ]; then
        rm -f "$1/jobs/$2/spare"
        echo 'cancelled all' >"$1/jobs/$2/phase.new" && mv "$1/jobs/$2/phase.new" "$1/jobs/$2/phase"
    elif [ -n "$ours" ]; then
        docker inspect --format '{{range .Mounts}}{{if eq .Type "volume"}}{{println .Name}}{{end}}{{end}}' $ours |
            grep -xE '[0-9a-f]{64}' >>"$1/jobs/$2/volumes"
    fi
fi
remaining=$([ "$3" != all ] || volumes "$1" "$2") || exit
[ -z "$ours" ] || docker stop -t "$4" $ours >/dev/null
names=$(containers "$1" "$2") || exit
printf '%s\\n' "$names" | gone container rm -f $anonymous || exit 1
names=$(networks "$1" "$2") || exit
printf '%s\\n' "$names" | gone network rm || exit 1
[ "$3" = all ] || exit 0
names=$(printf '%s\\n' "$remaining" | own volume) || exit
printf '%s\\n' "$names" | gone volume rm || exit 1
rm -rf --one-file-system -- "$1/apps/$2" && rm -rf --one-file-system -- "$1/jobs/$2"
`;

/**
 * Removes containers and networks, with `data` also volumes and the app's folders. Containers are killed after
 * `seconds`. It goes on if the caller leaves.
 */
export async function removeBelongings(
    machine: Machine, paths: Paths, id: string, { data, seconds }: { data: boolean, seconds: number },
): Promise<void> {
    const result = await machine.run([
        "setsid", "-f", "-w", "sh", "-c", removeScript, "remove-belongings", paths.root, id, data ? "all" : "keep",
        String(seconds),
    ], { seconds: 600 });
    if (result.status !== 0)
        throw new OperationError("Container.CommandError", result.stderr.trim());
}
