#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# resume.sh [data folder]: when docker has started, goes on with what was broken off: every unfinished job, in the order
# of their tickets, and apps that docker left stopped. Installed as appmanage-resume; the page runs it when it opens.
set -u
data=${1:-/var/lib/appmanage}

unfinished() { # job's folder; its phase is in $phase
    phase=
    [ -r "$1/run" ] && [ -r "$1/phase" ] || return 1
    read -r phase <"$1/phase"
    case $phase in done | failed* | cancelled*) return 1 ;; esac
}

ticket() { # job's folder: its number, 0 where a power cut left none
    number=
    [ ! -r "$1/ticket" ] || read -r number <"$1/ticket"
    case $number in '' | *[!0-9]*) number=0 ;; esac
    echo "$number"
}

jobs() {
    for job in "$data"/jobs/*; do
        case ${job##*/} in *[!a-z0-9]*) continue ;; esac
        if unfinished "$job"; then printf '%s %s\n' "$(ticket "$job")" "$job"; fi
    done | sort -n | while read -r _ job; do
        sh "$job/run" start || echo "The installation of ${job##*/} does not go on." >&2
    done
}

docker_answers() { timeout 60 docker version >/dev/null 2>&1; }

# When docker began, in seconds since 1970; fails where it keeps no such file.
began() { stat -c %Y /run/docker.pid 2>/dev/null; }

# Docker answers when it has put its containers in order: before that nobody can have stopped one by hand. Systemd knows
# when that was; where it does not, a minute has to do.
answered() { # when docker began, in seconds since 1970: when it had begun to answer
    kind=$(systemctl show --property=Type --value docker.service 2>/dev/null)
    since=$(TZ=UTC LC_ALL=C systemctl show --property=ActiveEnterTimestamp --value docker.service 2>/dev/null)
    since=$(date -d "${since:-none}" +%s 2>/dev/null) || since=0
    if [ "$kind" = notify ] && [ "$since" -ge "$1" ]; then echo "$since"; else echo "$(($1 + 60))"; fi
}

# Containers of apps that nobody stopped, with the app.
ours() { # options
    label=com.docker.compose.project
    docker ps -a "$@" --filter "label=$label.working_dir" \
        --format "{{.ID}} {{.Label \"$label\"}} {{.Label \"$label.working_dir\"}}" | while read -r container id folder; do
        if [ "$folder" = "$data/apps/$id" ] && [ ! -e "$data/jobs/$id/stopped" ]; then echo "$container $id"; fi
    done
}

# When dockerd was killed, the next one ends the containers that still run, and then takes them for stopped by somebody.
# So what ended after it began and before it answered is started again, unless its app was stopped.
ended() {
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

# The job's own script says what that is.
heal() {
    ours --filter status=exited --filter status=restarting | cut -d ' ' -f 2 | sort -u | while read -r id; do
        [ ! -r "$data/jobs/$id/run" ] || sh "$data/jobs/$id/run" heal
    done
}

jobs
while :; do
    # Systemd may be early.
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
    ended | xargs -r docker start >/dev/null
    # A docker that has just started starts others by itself: what it had lost hold of shows when it ends them. It may
    # also go away again; systemd does not start this once more while it is at work.
    quiet=0
    while [ "$quiet" -lt 10 ] && [ "$(($(date +%s) - ${began:-0}))" -lt 60 ]; do
        sleep 1
        if [ "$(began)" != "$began" ] || ! docker_answers; then continue 2; fi
        if [ -n "$(heal)" ]; then quiet=0; else quiet=$((quiet + 1)); fi
    done
    exit 0
done
