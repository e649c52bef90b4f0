# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh disable=SC2154 # jobs/run/files.sh comes before it
# Argument: data folder. Prints names that were claimed more than two minutes ago, and got neither a record nor a script.
cd -- "$1/jobs" 2>/dev/null || exit 0
this_boot=$(cat /proc/sys/kernel/random/boot_id)
for job in *; do
    if [ ! -f "$job/claimed" ] || [ -e "$job/record.json" ] || [ -e "$job/run" ]; then continue; fi
    read_first "$job/claimed"
    since=${line#* }
    case $since in '' | *[!0-9]*) since=0 ;; esac
    if [ "${line%% *}" != "$this_boot" ] || [ "$(($(uptime) - since))" -gt 120 ]; then printf '%s\n' "$job"; fi
done
