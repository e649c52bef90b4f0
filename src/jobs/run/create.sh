# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh disable=SC2034,SC2154
# The app's network and its containers.

# Works with the copy that was allowed: see allowed.sh.
compose() { # how it tells its progress, its words
    set -- --progress "$@"
    for file in images nameless; do
        if [ -s "$job/$file.json" ]; then set -- -f "$job/$file.json" "$@"; fi
    done
    compose_in "$app" -p "$id" --project-directory "$app" --env-file "$allowed/env" -f "$allowed/model.json" "$@"
}

# Docker would give the network 65,536 addresses, and has thirty times as many. Compose takes "<id>_…" for its own by its
# labels. One of a fixed name may have other apps on it: it belongs to no single app, and outlives this one.
own_network() {
    case $network in
    "appmanage-$id") set -- --label "appmanage.app=$id" ;;
    "${id}_"*)
        project=com.docker.compose.project=$id
        set -- --label "$project" --label "com.docker.compose.network=${network#"${id}_"}" ;;
    *) set -- --label appmanage.shared ;;
    esac
    # Looking first would take as long again.
    said=$(docker network create "$@" ${subnet:+--subnet "$subnet"} "$network" 2>&1) && return
    docker network inspect "$network" >/dev/null 2>&1 && return
    printf '%s\n' "$said"
    return 1
}

make_network() {
    [ -r "$job/network" ] || return 0
    read -r network subnet <"$job/network"
    step network own_network
}

# Services with a container that can't start again: it joined a container or a network that is gone.
stale_services() {
    found=$(containers -q --no-trunc) || return
    [ -n "$found" ] || return 0
    there=$(docker ps -aq --no-trunc && docker network ls -q --no-trunc) || return
    format='{{index .Config.Labels "com.docker.compose.service"}}'
    format="$format{{with .HostConfig}} {{.NetworkMode}} {{.PidMode}} {{.IpcMode}}{{end}}"
    format="$format{{range .NetworkSettings.Networks}} {{.NetworkID}}{{end}}"
    # shellcheck disable=SC2086 # one word a container
    docker inspect --format "$format" $found | while read -r service joined; do
        for one in $joined; do
            case $one in
            container:*) one=${one#container:} ;;
            *) printf '%s\n' "$one" | grep -qxE '[0-9a-f]{64}' || continue ;;
            esac
            printf '%s\n' "$there" | grep -qxF -e "$one" || echo "$service"
        done
    done | sort -u
}

# Their containers are made again, those that they joined first.
renew_stale() { # options
    [ -n "$(stale_services)" ] || return 0
    compose plain up --no-start "$@" || return
    stale=$(stale_services) || return
    # shellcheck disable=SC2086 # one word a service
    [ -z "$stale" ] || compose plain up --no-start --force-recreate --no-deps $stale
}

# Whether a container that is there has its image under a name that has moved since: then none is recreated.
has_moved() {
    [ -s "$job/ran" ] || return 1
    found=$(containers -q --no-trunc) || return
    [ -n "$found" ] || return 1
    # shellcheck disable=SC2086 # one word a container
    docker inspect --format '{{.Config.Image}} {{.Image}}' $found | sort -u | while read -r reference image; do
        now=$(id_of "$reference")
        if [ -n "$now" ] && [ "$now" != "$image" ] && grep -qF -- " $reference $image " "$job/ran"; then echo moved; fi
    done | grep -q moved
}

bring_up() {
    [ ! "$may_be_lost" ] || heal >/dev/null
    states=$(states) || return
    return_nameless || return
    if [ -n "$states" ]; then
        unpause || return
    fi
    if has_moved; then set -- --no-recreate; else set --; fi
    if [ -n "$states" ]; then renew_stale "$@" || return; fi
    if [ ! "$may_be_lost" ]; then
        compose plain up -d --remove-orphans "$@"
        return
    fi
    # What a crashed dockerd lost track of shows only when the next one kills it: a service that others wait for becomes
    # unhealthy, and recovers once that is gone.
    since=$(uptime)
    while :; do
        heal_while_working
        compose plain up -d --remove-orphans "$@"
        code=$?
        stop_healing
        [ "$code" != 0 ] && [ "$(($(uptime) - since))" -lt 60 ] && tail -n 3 "$job/log" |
            grep -qE 'unhealthy|(non|not) running|exited \(137\)|is restarting' || return "$code"
        sleep 1
    done
}

# In the background, until it is told to stop. Must not hold the locks.
heal_while_working() {
    (
        exec 8>&- 9>&-
        over=
        trap 'over=yes' TERM
        while [ ! "$over" ] && [ -d "/proc/$$" ]; do
            heal
            sleep 0.3
        done
    ) >/dev/null 2>&1 &
    healer=$!
}

# A container that it has stopped is started again before.
stop_healing() {
    kill "$healer"
    wait "$healer"
} 2>/dev/null

# Holds the queue in place of this process until the first container starts: one that waits until a database is healthy
# would hold up all other installations.
hold_queue() {
    size=$(wc -c <"$job/log")
    (
        exec 9>&-
        while [ -d "/proc/$$" ]; do
            if tail -c "+$((size + 1))" "$job/log" | grep -qE 'Container .* (Starting|Started|Waiting)'; then
                : >"$job/started"
                phase starting
                exit
            fi
            sleep 0.1
        done
    ) 2>/dev/null &
    holder=$!
    leave_queue
}

# Creates the containers and starts them.
create() {
    phase creating
    make_network
    check_places
    hold_queue
    step create bring_up
    release_queue
    : >"$job/started"
    phase starting
    # Beside the wait until the app is ready.
    { keep_images; keep_volumes; } &
}
