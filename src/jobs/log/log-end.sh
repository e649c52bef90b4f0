# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh
# The ends of jobs' logs. Arguments: data folder, bytes, ids. For each job its id on a line, the end of its log if it has
# one, and NUL.
cd -- "$1/jobs" 2>/dev/null || exit 0
longest=$2
shift 2
for id; do
    printf '%s\n' "$id"
    [ ! -f "$id/log" ] || tail -c "$longest" -- "$id/log" | tr -d '\000'
    printf '\000'
done
