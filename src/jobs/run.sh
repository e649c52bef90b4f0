#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Installs the app that this script's folder is named after: pulls its images, creates and starts its containers, and
# waits until they are ready. It stands in jobs/<app_id>/run and needs nothing but docker and util-linux.
#
#   sh run start    starts the job, detached from who starts it; one that is at work already is left alone
#   sh run heal     ends what a docker that was killed has lost hold of
#   sh run          is the job; an unfinished one goes on from what docker has
set -u
umask 077
export LC_ALL=C.UTF-8 HOME="${HOME:-/root}"
PATH=${PATH:-/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin}

job=$(cd "$(dirname "$0")" && pwd) || exit 1
id=${job##*/}
jobs=${job%/*}
app=${jobs%/*}/apps/$id

read_first() { # file: its first line in $line, "" if there is none
    line=
    [ -r "$1" ] && read -r line <"$1"
    return 0
}

is_over() {
    read_first "$job/phase"
    case $line in done | failed* | cancelled*) ;; *) return 1 ;; esac
}

is_cancelled() {
    read_first "$job/phase"
    case $line in cancelled*) ;; *) return 1 ;; esac
}

# Looking must not make the file: its folder may be on its way out.
is_locked() { # file
    [ -e "$1" ] || return 1
    ! { flock -n -s 7; } 7<"$1"
} 2>/dev/null

is_at_work() { is_locked "$job/lock"; }

# Who started the job may go; systemd starts it again when it is killed. By the variable all that works for the job is
# found. It is given from outside: what a process exports itself is not in its own environment in /proc.
detach() {
    if [ -d /run/systemd/system ]; then
        systemctl reset-failed "appmanage-$id.service" 2>/dev/null
        systemd-run --quiet --collect --unit="appmanage-$id" --description="Installation of the app $id" \
            --property=TimeoutStopSec=3 --property=IgnoreOnIsolate=yes --property=Restart=on-abnormal \
            --setenv="APPMANAGE_JOB=$id" sh "$job/run"
    else
        APPMANAGE_JOB="$id" setsid -f sh "$job/run" </dev/null >/dev/null 2>&1
    fi
}

# The unit of the run before may not be gone yet, and the new one needs a moment to take its lock.
start() {
    tries=0
    until is_at_work || is_over; do
        if [ "$((tries % 10))" = 0 ]; then said=$(detach 2>&1); fi
        tries=$((tries + 1))
        if [ "$tries" -gt 40 ]; then
            printf '%s\n' "$said" >&2
            return 1
        fi
        sleep 0.1
    done
}

if [ "${1-}" = start ]; then
    start
    exit
fi

# Who answers on docker's socket: another number is another daemon. Nothing where docker keeps no such file.
daemon() { cat /run/docker.pid 2>/dev/null; }

containers() { # options
    timeout 10 docker ps -a --filter "label=com.docker.compose.project=$id" \
        --filter "label=com.docker.compose.project.working_dir=$app" "$@"
}

# Containerd's process for a container.
keeper() { # container
    grep -slzx -- "$1" /proc/[0-9]*/cmdline | while read -r file; do
        process=${file#/proc/}
        if grep -qsz containerd-shim "$file"; then echo "${process%/cmdline}"; fi
    done
}

# When a process began, in hundredths of a second since the boot.
began() { # process
    { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return
    # shellcheck disable=SC2086 # words are wanted
    set -- ${stat##*) }
    echo "${20}"
}

is_older() { # process, than another
    one=$(began "$1") && other=$(began "$2") && [ "$one" -lt "$other" ]
}

keeps() { # containerd's process: whether anything runs in its container
    grep -qs '[0-9]' "/proc/$1/task/$1/children"
}

# Containerd's processes for containers of which docker says that nothing runs, with the container: those that were there
# before docker, and those in which something runs. Docker answers an inspection when it has done with a start.
lost() {
    for container in $(containers -q --no-trunc --filter status=exited --filter status=restarting); do
        for process in $(keeper "$container"); do
            if is_older "$process" "$(daemon)" || {
                [ "$(docker inspect --format '{{.State.Pid}}' "$container")" = 0 ] && keeps "$process"
            }; then echo "$process $container"; fi
        done
    done
}

# A docker that is killed while it asks for an app's health leaves containerd waiting for it, for ever: the end of that
# container's own process is never told. The next docker takes it for ended, and then ends whatever it starts there, for
# it comes upon what is left of the one before. Containerd takes all of that away when the process that waits is ended.
# What is about to end or to start looks the same, but not twice. Prints the containers that it started anew.
heal() {
    first=$(lost)
    [ -n "$first" ] || return 0
    lost | while read -r process container; do
        case "
$first
" in *"
$process $container
"*) kill -9 "$process" && echo "$container" ;; esac
    done | {
        sleep 1
        sort -u | xargs -r docker inspect --format '{{.HostConfig.RestartPolicy.Name}} {{.Id}}' |
            sed -n '/^no /!s/.* //p' | xargs -r docker start
    }
}

if [ "${1-}" = heal ]; then
    heal
    exit
fi

# As start gives it already; for whoever runs the job by hand.
export APPMANAGE_JOB="$id"

# The lock says that the job is alive. What it starts inherits it: while a docker command of a killed job still works,
# nobody starts a second one.
exec 9>>"$job/lock"
flock -w 2 9 || exit 0
is_over && exit 0

# With a full disk too: room is made by what was put aside.
[ -s "$job/spare" ] || head -c 16384 /dev/zero >"$job/spare"

phase() {
    # What was cancelled stays so: who did it takes everything away.
    is_cancelled && exit 0
    until printf '%s\n' "$*" >"$job/phase.new" && sync "$job/phase.new" && mv -f "$job/phase.new" "$job/phase"; do
        [ -e "$job/spare" ] || exit 1
        rm -f "$job/spare"
    done
    # One file that a page can watch for all jobs.
    printf '%s %s\n' "$id" "$*" >"$jobs/changed"
}

note() { printf -- '--- %s\n' "$*" >>"$job/log"; }

# The journal's record of how it ended.
audit() { logger -t appmanage -- "job app=$id result=$*" 2>/dev/null; }

fail() { # step, exit status
    # On a full disk there was no room for docker's own words.
    if ! head -c 65536 /dev/zero >"$job/room"; then
        rm -f "$job/spare"
        printf 'no space left on device\n' >>"$job/log"
    fi
    rm -f "$job/room"
    phase failed "$@"
    audit "failed step=$1 status=${2-}"
    exit 1
}

# Jobs take their turn by ticket. A ticket whose job is dead holds nobody up. Counts those before this one in $ahead.
is_first() {
    read_first "$job/ticket"
    mine=$line
    ahead=0
    first=yes
    for other in "$jobs"/*/ticket; do
        [ "$other" = "$job/ticket" ] && continue
        read_first "${other%/ticket}/phase"
        case $line in queued | pulling | creating) ;; *) continue ;; esac
        read_first "$other"
        [ "${line:-0}" -lt "${mine:-0}" ] 2>/dev/null || continue
        ahead=$((ahead + 1))
        if [ "$first" ] && is_locked "${other%/ticket}/lock"; then first=; fi
    done
    [ "$first" ]
}

# There is nothing of the app in docker before its first run.
may_be_lost=
[ ! -s "$job/log" ] || may_be_lost=yes
phase queued
note "run $(date -u +%Y-%m-%dT%H:%M:%SZ)"
exec 8>>"$jobs/queue"
while :; do
    flock 8
    is_first && break
    flock -u 8
    # With a hundred in line, all of them asking would be the machine's main work. No job takes less than 0.2 s.
    sleep "$((ahead < 25 ? ahead / 5 : 5)).$((ahead < 25 ? ahead % 5 * 2 : 0))"
done

docker_answers() { timeout 10 docker version >/dev/null 2>&1; }
# A daemon that shuts down still answers for a moment.
docker_stayed() { [ "$(daemon)" = "$1" ] && docker_answers && sleep 1 && docker_answers && [ "$(daemon)" = "$1" ]; }

# A step that docker went away under, or that somebody killed, is done again; docker goes on from what it has.
step() { # name, command: its output goes to the log
    name=$1
    killed=0
    shift
    while :; do
        before=$(daemon)
        "$@" >>"$job/log" 2>&1 8>&- && return
        code=$?
        is_cancelled && exit 0
        if docker_stayed "$before"; then
            # Above 128 it was a signal, which says nothing of the app.
            if [ "$code" -le 128 ] || [ "$killed" -ge 3 ]; then fail "$name" "$code"; fi
            killed=$((killed + 1))
            note "killed: $code"
        else
            note 'docker went away'
            until docker_answers; do sleep 0.5; done
            may_be_lost=yes
        fi
        note "run $(date -u +%Y-%m-%dT%H:%M:%SZ)"
    done
}

# Docker would give it 65,536 addresses, and has thirty times as many. One of "<id>_" is compose's: by these labels it
# takes it for its own. One of a fixed name may have other apps on it: it is no single app's, and outlives this one.
own_network() {
    docker network inspect "$network" >/dev/null 2>&1 && return
    case $network in
    "appmanage-$id") set -- --label "appmanage.app=$id" ;;
    "${id}_"*)
        project=com.docker.compose.project=$id
        set -- --label "$project" --label "com.docker.compose.network=${network#"${id}_"}" ;;
    *) set -- --label appmanage.shared ;;
    esac
    docker network create "$@" ${subnet:+--subnet "$subnet"} "$network"
}

# Compose would prefer variables of its surroundings to the app's own.
alone() {
    env -i PATH="$PATH" HOME="$HOME" LC_ALL="$LC_ALL" APPMANAGE_JOB="$APPMANAGE_JOB" \
        ${DOCKER_HOST:+"DOCKER_HOST=$DOCKER_HOST"} "$@"
}

cd "$app" || fail folder 1
compose() { # how it tells its progress, its words
    progress=$1
    shift
    alone docker compose --progress "$progress" -p "$id" --project-directory "$app" -f docker-compose.yml "$@"
}

# Since 2.32 JSON has exact bytes, and later ones have sizes nowhere else; 2.26 does not know it.
pull_progress() {
    version=$(docker compose version --short 2>/dev/null)
    version=${version#v}
    minor=${version#*.}
    minor=${minor%%.*}
    case ${version%%.*} in
    2) if [ "${minor:-0}" -ge 32 ] 2>/dev/null; then echo json; else echo plain; fi ;;
    [3-9] | [1-9][0-9]) echo json ;;
    *) echo plain ;;
    esac
}

# Docker prints no time; from these lines whoever reads the log tells how fast the pull is. It must not hold the locks.
clock() {
    exec 8>&- 9>&-
    while [ -d "/proc/$$" ]; do
        printf -- '--- at %s\n' "$(date +%s)"
        sleep 1
    done
}

# Compose takes a third of a second to say so.
images_are_there() {
    [ -s "$job/images" ] && xargs -d '\n' docker image inspect --format '{{.Id}}' -- <"$job/images" >/dev/null 2>&1
}

phase pulling
if ! images_are_there; then
    clock >>"$job/log" 2>/dev/null &
    clock=$!
    step pull compose "$(pull_progress)" pull --ignore-buildable --policy missing
    kill "$clock"
fi

phase creating
if [ -r "$job/network" ]; then
    read -r network subnet <"$job/network"
    step network own_network
fi

create() {
    [ ! "$may_be_lost" ] || heal >/dev/null
    compose plain up -d --remove-orphans
}
step create create

# The heavy work is done: the next job may start while this app gets ready.
phase starting
exec 8>&-

# One line a container: its state, and docker's words for it.
states() { containers --format '{{.State}} {{.Status}}'; }

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
before=$(daemon)
# In tenths of a second. Most apps are ready soon, and one that has just been asked for is waited for.
pause=2
trouble=0
crashes=0
crashed=
waited=0
while :; do
    # Docker may be away for a moment, or for longer: nothing is known then.
    now=$(states 2>/dev/null) || { sleep 0.5; continue; }
    # A new daemon does not start again what it found running and ended.
    if [ "$(daemon)" != "$before" ]; then
        before=$(daemon)
        may_be_lost=yes
        step create create
        continue
    fi
    # A crash loop looks well in between. Whoever waits for a database crashes a few times, too.
    case $now in
    *restarting*)
        [ ! "$may_be_lost" ] || heal >/dev/null 2>>"$job/log"
        [ "$crashed" ] || crashes=$((crashes + 1))
        crashed=yes ;;
    *) crashed= ;;
    esac
    [ "$crashes" -ge 8 ] && break
    case $now in
    *restarting* | *unhealthy* | *dead*) trouble=$((trouble + pause)) ;;
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
    [ "$trouble" -ge 150 ] && break
    [ "$waited" -ge 6000 ] && fail unanswered "$port"
    [ "$waited" -lt 100 ] || pause=5
    waited=$((waited + pause))
    sleep "0.$pause"
done
phase 'done'
audit 'done'
