# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh disable=SC2034,SC2154
# What belongs to an app. Compose knows projects by name alone, which is not enough: a container counts with the app's own
# folder as its working directory, a volume if the app's compose file has it too, and neither a network nor a volume that
# another's container uses. Which volumes without a name of their own are an app's, nothing but its containers knows: the job
# keeps that in its file `nameless`.

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
    within=confined limit=10 compose_in "$app" --profile '*' -p "$id" --project-directory "$app" $(compose_files "$app") \
        config --volumes 2>/dev/null
}

# Volumes that the app's containers have. A line each: service, name, and path in the container as JSON. Needs $ours
mounts() {
    [ -n "$ours" ] || return 0
    # shellcheck disable=SC2016,SC2086 # Docker's own variable; one word a container
    docker inspect --format '{{$labels := .Config.Labels}}{{range .Mounts}}{{if eq .Type "volume"}}{{
        println (index $labels "com.docker.compose.service") .Name (json .Destination)}}{{end}}{{end}}' $ours
}

is_nameless='[A-Za-z0-9._-]+ [0-9a-f]{64} "[^"\\$]+"'

# For the day when the containers are gone, or the volumes.
keep_volumes() {
    ours=$(owned_containers) && [ -n "$ours" ] && found=$(mounts) || return 0
    if [ -z "$found" ]; then
        rm -f "$job/kept"
        return
    fi
    put "$job/kept" "$(printf '%s\n' "$found" | cut -d ' ' -f 2 | grep . | sort -u)"
    found=$(printf '%s\n' "$found" | grep -xE -e "$is_nameless")
    [ -z "$found" ] || put "$job/nameless" "$found"
} 2>/dev/null

# A container that is made anew would get new ones, and leave the data in those of the one before: compose is told which
# they are. What was returned once is returned each time, or the container would be made anew for that. Containers of a
# service that has several share none.
return_nameless() {
    [ -s "$job/nameless" ] || return 0
    there=$(containers --format '{{.Label "com.docker.compose.service"}}') || return
    all=$(docker volume ls -q) || return
    again=$(cut -d ' ' -f 2- "$job/returned" 2>/dev/null)
    sort -u "$job/nameless" | while read -r service name path; do
        printf '%s\n' "$all" | grep -qxF -e "$name" || continue
        [ "$(grep -c -- "^$service [0-9a-f]* $path\$" "$job/nameless")" = 1 ] || continue
        if printf '%s\n' "$there" | grep -qxF -e "$service"; then
            printf '%s\n' "$again" | grep -qxF -e "$name $path" || continue
        fi
        printf '%s %s %s\n' "$service" "$name" "$path"
    done >"$job/returned.new" && mv -f "$job/returned.new" "$job/returned" || return
    if [ ! -s "$job/returned" ]; then
        rm -f "$job/nameless.json"
        return
    fi
    awk '{
        path = $0
        sub(/^[^ ]+ [^ ]+ /, "", path)
        mounts[$1] = mounts[$1] (mounts[$1] == "" ? "" : ", ") "{\"type\": \"volume\", \"source\": \"" $2 "\", \"target\": " path "}"
        volumes = volumes (volumes == "" ? "" : ", ") "\"" $2 "\": {\"external\": true, \"name\": \"" $2 "\"}"
    }
    END {
        for (service in mounts) services = services (services == "" ? "" : ", ") "\"" service "\": {\"volumes\": [" mounts[service] "]}"
        print "{\"services\": {" services "}, \"volumes\": {" volumes "}}"
    }' "$job/returned" >"$job/nameless.json"
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
        { mounts; cat -- "$job/nameless" 2>/dev/null; } | grep -xE -e "$is_nameless" | cut -d ' ' -f 2
        # Earlier versions kept no more than the names.
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
