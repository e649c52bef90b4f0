#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Installs the app that this script's folder is named after: pulls its images, creates and starts its containers, and
# waits until they are ready. It stands in jobs/<app_id>/run and needs nothing but docker and util-linux. Starting it
# again is always safe: a second one ends at once, and an unfinished one goes on from what docker has.
set -u
umask 077
export LC_ALL=C.UTF-8 HOME="${HOME:-/root}"
PATH=${PATH:-/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin}

job=$(cd "$(dirname "$0")" && pwd -P) || exit 1
id=${job##*/}
jobs=${job%/*}
app=${jobs%/*}/apps/$id
# By this variable all that works for the job is found, whoever started it.
export APPMANAGE_JOB="$id"

# The lock says that the job is alive. What it starts inherits it: while a docker command of a killed job still works,
# nobody starts a second one.
exec 9>>"$job/lock"
flock -w 2 9 || exit 0

phase() {
    printf '%s\n' "$*" >"$job/phase.new"
    sync "$job/phase.new" 2>/dev/null
    mv -f "$job/phase.new" "$job/phase"
    # One file that a page can watch for all jobs.
    printf '%s %s\n' "$id" "$*" >"$jobs/changed"
}

fail() {
    phase failed "$@"
    exit 1
}

read_first() { # file: its first line in $line, "" if there is none
    line=
    [ -r "$1" ] && read -r line <"$1"
    return 0
}

# Jobs that wait take their turn by ticket. A ticket whose job is dead holds nobody up.
is_first() {
    read_first "$job/ticket"
    mine=$line
    for other in "$jobs"/*/ticket; do
        [ "$other" = "$job/ticket" ] && continue
        read_first "${other%/ticket}/phase"
        [ "${line%% *}" = queued ] || continue
        read_first "$other"
        [ "${line:-0}" -lt "${mine:-0}" ] 2>/dev/null || continue
        flock -n -s "${other%/ticket}/lock" true || return 1
    done
    return 0
}

phase queued
printf -- '--- run %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" >>"$job/log"
exec 8>>"$jobs/queue"
while :; do
    flock 8
    is_first && break
    flock -u 8
    sleep 0.2
done

# Who answers on docker's socket: another number is another daemon. Nothing where docker keeps no such file.
daemon() { cat /run/docker.pid 2>/dev/null; }

# A step that failed because docker went away under it is done again when docker is back; docker goes on from what it has.
step() { # name, command: its output goes to the log
    name=$1
    shift
    while :; do
        before=$(daemon)
        "$@" >>"$job/log" 2>&1 8>&- && return
        code=$?
        docker version >/dev/null 2>&1 && [ "$(daemon)" = "$before" ] && fail "$name" "$code"
        printf -- '--- docker went away\n' >>"$job/log"
        until docker version >/dev/null 2>&1; do sleep 0.5; done
        printf -- '--- run %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" >>"$job/log"
    done
}

own_network() {
    docker network inspect "$network" >/dev/null 2>&1 ||
        docker network create --label "appmanage.app=$id" ${subnet:+--subnet "$subnet"} "$network"
}

cd "$app" || fail folder 1
compose() { docker compose --progress plain -p "$id" --project-directory "$app" -f docker-compose.yml "$@"; }

# Docker prints no time; from these lines whoever reads the log tells how fast the pull is. It must not hold the locks.
clock() {
    exec 8>&- 9>&-
    while [ -d "/proc/$$" ]; do
        printf -- '--- at %s\n' "$(date +%s)"
        sleep 1
    done
}

phase pulling
clock >>"$job/log" &
clock=$!
step pull compose pull --ignore-buildable --policy missing
kill "$clock"

phase creating
if [ -r "$job/network" ]; then
    read -r network subnet <"$job/network"
    step network own_network
fi
step create compose up -d --remove-orphans

# The heavy work is done: the next job may start while this app gets ready.
phase starting
exec 8>&-

# One line a container: its state, and docker's words for it.
states() { docker ps -a --filter "label=com.docker.compose.project=$id" --format '{{.State}} {{.Status}}'; }

# Any answer to HTTP will do, an error too. Only with bash: docker's own proxy accepts a connection before the app does,
# so a connection proves nothing.
answers() {
    [ -n "$port" ] || return 0
    command -v bash >/dev/null || return 0
    # shellcheck disable=SC2016 # the inner shell expands its own $1
    timeout 5 bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$1" && printf "GET / HTTP/1.0\r\nHost: localhost\r\n\r\n" >&3 &&
        IFS= read -r -n 4 answer <&3 && [ "$answer" = HTTP ]' answers "$port" 2>/dev/null
}

read_first "$job/port"
port=$line
trouble=0
waited=0
while :; do
    # Docker may be away for a moment, or for longer: nothing is known then.
    now=$(states 2>/dev/null) || { sleep 0.5; continue; }
    case $now in
    *restarting*|*unhealthy*|*dead*) trouble=$((trouble + 1)) ;;
    *"health: starting"*) trouble=0 ;;
    *)
        trouble=0
        answers && break
        # Nobody runs who could answer.
        case "
$now" in *"
running"*) ;; *) break ;; esac
        ;;
    esac
    # The containers stay in trouble, or the port silent: no more to wait for, their status tells the truth.
    [ "$trouble" -ge 30 ] && break
    [ "$waited" -ge 1200 ] && fail unanswered "$port"
    waited=$((waited + 1))
    sleep 0.5
done
phase 'done'
