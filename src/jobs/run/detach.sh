# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh disable=SC2034,SC2154
# Starting the job so that it outlives its caller.

is_at_work() { is_locked "$lock"; }

systemd_run() {
    systemd-run --quiet --collect --unit="appmanage-$id" --description="App $id: $kind" \
        --property=TimeoutStopSec=3 --property=IgnoreOnIsolate=yes --property=Restart=on-abnormal \
        --setenv="APPMANAGE_JOB=$id" --setenv="APPMANAGE_PATIENCE=${APPMANAGE_PATIENCE-}" sh "$job/run"
}

# systemd starts a job again when it is killed. All processes of a job carry the variable, by which a cancel finds them:
# it is set from outside, because what a process exports itself is not in its own environment in /proc.
detach() {
    if [ -d /run/systemd/system ]; then
        systemd_run || { systemctl reset-failed "appmanage-$id.service" && systemd_run; }
    else
        APPMANAGE_JOB="$id" setsid -f sh "$job/run" </dev/null >/dev/null 2>&1
    fi
}

# Whether systemd has the unit at least among what it is about to do.
is_known() {
    case $(systemctl is-active "appmanage-$id.service" 2>/dev/null) in active | activating) ;; *) return 1 ;; esac
}

# The unit of the run before may still be there, and the new one needs a moment to take its lock: on a host with much to do
# some seconds. With "anew" the caller knows that no job is at work: who holds the lock now only looks.
start() { # "anew" or nothing
    if [ "${1-}" != anew ] && is_at_work; then return; fi
    tries=0
    detached=
    until is_over || { [ "$detached" ] && is_at_work; }; do
        if [ "$((tries % 50))" = 0 ] && { said=$(detach 2>&1) || is_known; }; then detached=yes; fi
        tries=$((tries + 1))
        if [ "$tries" -gt 200 ]; then
            if [ "$tries" -lt 900 ] && is_known; then
                sleep 0.5
                tries=$((tries + 24))
                continue
            fi
            printf '%s\n' "$said" >&2
            return 1
        fi
        sleep 0.02
    done
}
