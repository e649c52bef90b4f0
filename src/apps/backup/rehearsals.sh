# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh
# What came of rehearsals. Argument: data folder. A line each: the backup's id, when, and "ok" or "failed".
cd -- "$1/rehearsals" 2>/dev/null || exit 0
for file in *; do
    if [ ! -f "$file" ] || [ -L "$file" ]; then continue; fi
    read -r time result <"$file" && printf '%s %s %s\n' "$file" "$time" "$result"
done
