#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# resume.sh [data folder]: when Docker has started, continues what was interrupted: every unfinished job, in the order of
# their tickets, and apps that Docker left stopped. Installed as appmanage-resume; the page runs it when it opens.
set -u
data=${1:-/var/lib/appmanage}
export DOCKER_HOST=unix:///var/run/docker.sock
unset DOCKER_CONTEXT

read_first() { # file: its first line in $line
    line=
    [ ! -f "$1" ] || read -r line <"$1"
}

unfinished() { # job's folder
    [ -f "$1/run" ] && [ -f "$1/phase" ] || return 1
    read_first "$1/phase"
    case $line in done* | failed* | removed | restored* | undo-failed*) return 1 ;; esac
}

ticket() { # job's folder: its number, 0 where a power cut left none
    read_first "$1/ticket"
    number=${line%% *}
    case $number in '' | *[!0-9]*) number=0 ;; esac
    echo "$number"
}

jobs() {
    for job in "$data"/jobs/*; do
        case ${job##*/} in *[!a-z0-9]*) continue ;; esac
        if unfinished "$job"; then printf '%s %s\n' "$(ticket "$job")" "$job"; fi
    done | sort -n | while read -r _ job; do
        sh "$job/run" start || echo "The job of ${job##*/} could not be resumed." >&2
    done
}

docker_answers() { timeout 60 docker version >/dev/null 2>&1; }

# When Docker began, in seconds since 1970; fails where it keeps no such file.
began() { stat -c %Y /run/docker.pid 2>/dev/null; }

# For how many seconds the daemon has been running, by a clock that is never set.
age() {
    pid=$(cat /run/docker.pid 2>/dev/null) && read -r stat <"/proc/$pid/stat" && read -r now _ </proc/uptime || return
    # shellcheck disable=SC2086 # words are wanted
    set -- ${stat##*) }
    echo "$((${now%.*} - ${20} / 100))"
} 2>/dev/null

is_younger() { # seconds
    seconds=$(age) && [ "$seconds" -lt "$1" ]
}

# Docker answers when it has put its containers in order: before that no admin can have stopped one. systemd knows when
# that was; where it does not, a minute has to do.
answered() { # when Docker began, in seconds since 1970: when it had begun to answer
    kind=$(systemctl show --property=Type --value docker.service 2>/dev/null)
    since=$(TZ=UTC LC_ALL=C systemctl show --property=ActiveEnterTimestamp --value docker.service 2>/dev/null)
    since=$(date -d "${since:-none}" +%s 2>/dev/null) || since=0
    if [ "$kind" = notify ] && [ "$since" -ge "$1" ]; then echo "$since"; else echo "$(($1 + 60))"; fi
}

# Containers of apps that are meant to run, with the app. No job is at work on them.
ours() { # options
    label=com.docker.compose.project
    docker ps -a "$@" --filter "label=$label.working_dir" \
        --format "{{.ID}} {{.Label \"$label\"}} {{.Label \"$label.working_dir\"}}" | while read -r container id folder; do
        [ "$folder" = "$data/apps/$id" ] || continue
        read_first "$data/jobs/$id/kind"
        case $line in *\ stopped\ * | *\ uninstalled\ * | *\ gone\ *) continue ;; esac
        unfinished "$data/jobs/$id" || echo "$container $id"
    done
}

# When dockerd was killed, the next one kills the containers that still run, and then takes them for stopped by an admin.
# So what exited after it began and before it answered is started again.
exited() {
    began=$(began) || return
    answered=$(answered "$began")
    ours --filter status=exited | cut -d ' ' -f 1 |
        xargs -r docker inspect --format '{{.HostConfig.RestartPolicy.Name}} {{.State.FinishedAt}} {{.Id}}' |
        while read -r policy finished container; do
            case $policy in always | unless-stopped) ;; *) continue ;; esac
            finished=$(date -d "$finished" +%s) || continue
            if [ "$finished" -ge "$began" ] && [ "$finished" -le "$answered" ]; then echo "$container"; fi
        done
}

# What Docker could not start at boot, for example for want of an address or a mount. Docker does not retry.
failed() {
    ours --filter status=exited --filter status=created | cut -d ' ' -f 1 |
        xargs -r docker inspect --format '{{if .State.Error}}{{.HostConfig.RestartPolicy.Name}} {{.Id}}{{end}}' |
        sed -nE 's/^(always|unless-stopped|on-failure) //p'
}

# The job's own script knows what that is.
heal() {
    ours --filter status=exited --filter status=restarting | cut -d ' ' -f 2 | sort -u | while read -r id; do
        [ ! -r "$data/jobs/$id/run" ] || sh "$data/jobs/$id/run" heal
    done
}

jobs
while :; do
    # systemd may be early.
    tries=0
    until docker_answers; do
        tries=$((tries + 1))
        if [ "$tries" -ge 60 ]; then
            echo "Docker does not answer." >&2
            exit 1
        fi
        sleep 1
    done
    began=$(began)
    heal >/dev/null
    exited | xargs -r docker start >/dev/null
    # A dockerd that has just started starts containers on its own: what it lost track of shows when it kills them. It may
    # also go away again, and systemd does not start this a second time while it is at work. An address or a disk may come
    # late: for half an hour what needs it is started again.
    quiet=0
    while { [ "$quiet" -lt 10 ] && is_younger 60; } || { is_younger 1800 && [ -n "$(failed)" ]; }; do
        if is_younger 300; then sleep 1; else sleep 3; fi
        if [ "$(began)" != "$began" ] || ! docker_answers; then continue 2; fi
        if [ -n "$(heal)" ]; then quiet=0; else quiet=$((quiet + 1)); fi
        # Every ten seconds.
        if [ "$((quiet % 10))" = 9 ]; then failed | xargs -r docker start >/dev/null 2>&1; fi
    done
    exit 0
done
