# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh disable=SC2094,SC2154 # run/files.sh comes before it
# When a job was asked for.

# The order in which jobs take their turn.
next_ticket() { # folder of all jobs
    {
        flock -w 5 7 || return
        read_first "$1/tickets"
        case $line in "" | *[!0-9]*) line=$(date +%s%3N) ;; esac
        # In place: the number never gets shorter, and the lock is on this very file.
        printf '%s\n' "$((line + 1))" 1<>"$1/tickets"
        echo "$((line + 1))"
    } 7>>"$1/tickets"
}

# Whether the job was asked for less than five seconds ago: it is on its way.
is_asked() {
    read_first "$job/ticket"
    case $line in *\ *) ;; *) return 1 ;; esac
    asked=${line##* }
    case $asked in "" | *[!0-9]*) return 1 ;; esac
    age=$(($(uptime) - asked))
    [ "$age" -ge 0 ] && [ "$age" -lt 5 ]
}
