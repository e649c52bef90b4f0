# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh disable=SC2034,SC2154
# What belongs to an app. Compose knows projects by name alone, which is not enough: a container counts with the app's own
# folder as its working directory, a volume if the app's compose file has it too, and neither a network nor a volume that
# another's container uses. Volumes without a name of their own are listed in the job's file `volumes`.

filter=label=com.docker.compose.project=$id
owned_containers() { docker ps -aq --no-trunc --filter "$filter" --filter "label=com.docker.compose.project.working_dir=$app"; }

# Docker may go away at any moment: what it does not say is not "none".
own() { # network or volume; names on standard input. Needs $ours
    while read -r name; do
        [ -n "$name" ] || continue
        users=$(docker ps -aq --no-trunc --filter "$1=$name") || exit
        if [ -z "$users" ] || ! printf '%s\n' "$users" | grep -qvxF -e "$ours"; then printf '%s\n' "$name"; fi
    done
}

all_networks() {
    composed=$(docker network ls --filter "$filter" --format '{{.Name}}') || return
    made=$(docker network ls --filter "label=appmanage.app=$id" --format '{{.Name}}') || return
    printf '%s\n' "$composed" "$made" | sort -u
}

networks() {
    names=$(all_networks) || return
    printf '%s\n' "$names" | own network
}

declared() {
    [ -f "$app/docker-compose.yml" ] && [ ! -L "$app/docker-compose.yml" ] || return
    # shellcheck disable=SC2046 # one word an option
    limit=10 compose_in "$app" --profile '*' -p "$id" --project-directory "$app" $(compose_files "$app") \
        config --volumes 2>/dev/null
}

volumes() {
    format='{{.Label "com.docker.compose.volume"}} {{.Name}}'
    labelled=$(docker volume ls --filter "$filter" --format "$format") || return
    keys='' known=
    if [ -n "$labelled" ] && keys=$(declared); then known=yes; fi
    {
        printf '%s\n' "$labelled" | while read -r key name; do
            if [ -z "$known" ] || printf '%s\n' "$keys" | grep -qxF -e "$key"; then printf '%s\n' "$name"; fi
        done
        cat -- "$job/volumes" 2>/dev/null
    } | sort -u | own volume
}

# Images of the app's containers, or of those that it had, that no other container uses. `id reference`
images() {
    # shellcheck disable=SC2086 # one word a container
    mine=$([ -z "$ours" ] || docker inspect --format '{{.Image}}' $ours) || return
    all=$(docker ps -aq --no-trunc) || return
    used=$(printf '%s\n' "$all" | grep -vxF -e "$ours" | xargs -r docker inspect --format '{{.Image}}')
    # Uninstalled apps with data come back with theirs.
    others=$(for other in "$jobs"/*/ran; do [ "$other" = "$job/ran" ] || cut -d ' ' -f 3 -- "$other"; done 2>/dev/null)
    { printf '%s\n' "$mine"; cut -d ' ' -f 3 -- "$job/ran" 2>/dev/null; } | sort -u | grep . |
        grep -vxF -e "$used" -e "$others" | xargs -r docker image inspect --format '{{.Id}}' 2>/dev/null
    return 0
}
