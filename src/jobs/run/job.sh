# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh disable=SC2034,SC2154
# The frame of every kind of job: its lock, its phase, its log, its turn, and its line in the journal.

# All that the job starts inherits the lock: while a docker command of a killed job still works, no second job starts.
take_lock() {
    exec 9>>"$lock"
    flock -w 2 9 || exit 0
    # Meanwhile the app may be gone, and another one may have its name.
    read_first "$job/ticket"
    [ "${line%% *}" = "$own_ticket" ] || exit 0
    is_over && exit 0
    # Room for the job's own files on a full disk.
    if ! [ -s "$job/spare" ] && ! head -c 65536 /dev/zero >"$job/spare"; then rm -f "$job/spare"; fi 2>/dev/null
}

set_phase() {
    put "$job/phase" "$*"
    # One file that a page can watch for all jobs.
    printf '%s %s\n' "$id" "$*" >"$jobs/changed"
} 2>/dev/null

phase() {
    # A cancelled job is undone by the next one.
    is_cancelled && exit 0
    set_phase "$@"
}

note() { printf -- '--- %s\n' "$*" >>"$job/log"; } 2>/dev/null

# The journal's record of how the job went: of the operation that waits for it, else of the job itself.
audit() { # result
    read_first "$job/audit"
    if [ -n "$line" ]; then set -- "$line" "$@"; else set -- "job app=$id kind=$kind" "$@"; fi
    logger -t appmanage -- "$1 result=$2" 2>/dev/null
}

finish() { # done or removed, with a detail
    release_queue
    # For background work.
    wait
    is_cancelled && exit 0
    # Before the phase, which is the end for whoever looks: a job that is killed in between has its line twice, not never.
    audit ok
    phase "$@"
    exit 0
}

# What a failure makes of a job that can be undone: it returns where there is nothing to undo.
fallback=

fail() { # step, exit status
    release_queue
    # On a full disk there was no room for Docker's own words.
    if ! head -c 65536 /dev/zero >"$job/room"; then
        rm -f "$job/spare"
        printf 'no space left on device\n' >>"$job/log"
    fi 2>/dev/null
    rm -f "$job/room"
    is_cancelled && exit 0
    [ -z "$fallback" ] || "$fallback" "$@"
    audit "failed step=$1 status=${2-}"
    phase failed "$@"
    exit 1
}

# Jobs take their turn by ticket. A ticket whose job is dead holds up no other. Counts those before this one in $ahead.
is_first() {
    read_first "$job/ticket"
    mine=${line%% *}
    ahead=0
    first=yes
    for other in "$jobs"/*/ticket; do
        [ "$other" = "$job/ticket" ] && continue
        read_first "${other%/ticket}/phase"
        case $line in queued | pulling | creating) ;; *) continue ;; esac
        read_first "$other"
        line=${line%% *}
        [ "${line:-0}" -lt "${mine:-0}" ] 2>/dev/null || continue
        ahead=$((ahead + 1))
        other=${other%/ticket}
        if [ "$first" ] && is_locked "$data/locks/${other##*/}"; then first=; fi
    done
    [ "$first" ]
}

# One app at a time pulls images and creates containers.
take_turn() {
    phase queued
    exec 8>>"$jobs/queue"
    while :; do
        flock 8
        is_first && break
        flock -u 8
        # With a hundred waiting, asking would be the machine's main work. No job takes less than 0.2 s.
        sleep "$((ahead < 25 ? ahead / 5 : 5)).$((ahead < 25 ? ahead % 5 * 2 : 0))"
    done
}

leave_queue() { exec 8>&-; }

# Ends the process that holds the queue, so that it can't change the phase any more.
holder=
release_queue() {
    [ -n "$holder" ] || return 0
    kill "$holder"
    wait "$holder"
    holder=
} 2>/dev/null

# A daemon that shuts down still answers for a moment.
docker_stayed() { [ "$(daemon)" = "$1" ] && docker_answers && sleep 1 && docker_answers && [ "$(daemon)" = "$1" ]; }

# Containers may be lost once Docker went away under the job, or under an earlier run of it.
may_be_lost=
[ ! -s "$job/log" ] || may_be_lost=yes

work_of() { # step, command
    shift
    "$@"
}

# A step under which Docker went away, or that was killed, is repeated: Docker continues from what it has.
step() { # name, command: its output goes to the log
    killed=0
    while :; do
        before=$(daemon)
        work_of "$@" >>"$job/log" 2>&1 8>&- && return
        code=$?
        is_cancelled && exit 0
        if docker_stayed "$before"; then
            # Above 128 it was a signal, which says nothing about the app.
            if [ "$code" -le 128 ] || [ "$killed" -ge 3 ]; then
                [ "$1" != optional ] || return "$code"
                fail "$1" "$code"
            fi
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
