# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh disable=SC2034,SC2094,SC2154 # a part of other scripts, which set $job
# The files of a job's folder: each holds one line, or a short list.

read_first() { # file: its first line in $line, "" if it is missing
    line=
    # An empty file makes `read` fail, which must not end a script with `set -e`.
    if [ -f "$1" ] && [ -r "$1" ]; then read -r line <"$1" || :; fi
}

# Replaces a file of one line. On a full disk the spare makes room; without one the block of the old line is used again.
put() { # file, line
    while :; do
        if { printf '%s\n' "$2" >"$1.new" && sync "$1.new" && mv -f "$1.new" "$1"; } 2>/dev/null; then return; fi
        rm -f "$1.new"
        [ -e "$job/spare" ] || break
        rm -f "$job/spare"
    done
    printf '%s\n' "$2" 1<>"$1"
}

is_over() {
    read_first "$job/phase"
    case $line in done | done\ * | failed* | removed | restored* | undo-failed*) ;; *) return 1 ;; esac
}

is_cancelled() {
    read_first "$job/phase"
    case $line in cancelled*) ;; *) return 1 ;; esac
}

# Looking must not create the file: only an app that has a job has a lock.
is_locked() { # file
    [ -e "$1" ] || return 1
    ! { flock -n -s 7; } 7<"$1"
} 2>/dev/null

uptime() { # in seconds: this clock is never set
    read -r seconds _ </proc/uptime
    echo "${seconds%.*}"
}
