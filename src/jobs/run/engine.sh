# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh disable=SC2034,SC2154
# What Docker says of the app, and what a dockerd that crashed lost track of.

# The pid of the daemon: another number is another daemon. Nothing where Docker keeps no such file.
daemon() { cat /run/docker.pid 2>/dev/null; }

docker_answers() { timeout 10 docker version >/dev/null 2>&1; }

containers() { # options
    timeout 10 docker ps -a --filter "label=com.docker.compose.project=$id" \
        --filter "label=com.docker.compose.project.working_dir=$app" "$@"
}

# One line a container: its state, and Docker's words for it.
states() { containers --format '{{.State}} {{.Status}}'; }

# A paused container can be neither stopped nor started.
unpause() {
    paused=$(containers -q --no-trunc --filter status=paused) || return
    # shellcheck disable=SC2086 # one word a container
    [ -z "$paused" ] || docker unpause $paused
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

# Containers that restart because Docker killed them.
killed_again() {
    containers --no-trunc --filter status=restarting --format '{{.ID}} {{.Status}}' | sed -n 's/ Restarting (137).*//p'
}

# If dockerd is killed during a health check, containerd's shim waits for it forever and never reports that the container's
# process has exited. The next dockerd assumes it has, and then kills whatever it starts in that container, because it finds
# the remains of the previous run. Killing the shim makes containerd clean up. A container that is just starting or exiting
# looks the same, but not twice in a row. A restarting one hardly gives time to look, so it is stopped first. Prints the
# containers that it started again.
heal() {
    (
        flock -n 6 || exit 0
        again=$(killed_again)
        # shellcheck disable=SC2086 # one word a container
        [ -z "$again" ] || timeout 20 docker stop -t 1 $again >/dev/null
        first=$(lost)
        [ -n "$first$again" ] || exit 0
        {
            printf '%s\n' "$again"
            lost | while read -r process container; do
                case "
$first
" in *"
$process $container
"*) kill -9 "$process" && echo "$container" ;; esac
            done
        } | {
            sleep 1
            sort -u | xargs -r docker inspect --format '{{.HostConfig.RestartPolicy.Name}} {{.Id}}' |
                sed -n '/^no /!s/.* //p' | xargs -r docker start
        }
    ) 6>>"$job/heal"
}
