# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh disable=SC2034,SC2154 # run/files.sh comes before it
# Arguments: data folder, id, seconds to wait. Prints the job's phase and kind, each on a line, then what its last
# run printed. A job that still works when the time is up is not disturbed.
set -u
data=$1 id=$2
job=$data/jobs/$id
lock=$data/locks/$id
read_first "$job/ticket"
ticket=${line%% *}
end=$(($(uptime) + $3))
idle=0
until is_over; do
    left=$((end - $(uptime)))
    [ "$left" -gt 0 ] || break
    if [ -e "$lock" ]; then flock -w "$left" -s "$lock" true || break; fi
    is_over && break
    # Killed: systemd, or a page that opens, starts it again.
    idle=$((idle + 1))
    [ "$idle" -le 50 ] || break
    sleep 0.1
done
printf '%s\n' "$line"
# A cancel makes another kind of it; a job that someone started meanwhile has a ticket of its own, and says nothing of this.
read_first "$job/ticket"
if [ "${line%% *}" = "$ticket" ]; then read_first "$job/kind"; else line=; fi
printf '%s\n' "${line%% *}"
tail -c 16384 -- "$job/log" 2>/dev/null | awk '/^--- run /{ text = ""; next } /^--- /{ next } { text = text $0 "\n" }
    END { printf "%s", text }'
exit 0
