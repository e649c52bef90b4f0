# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh
# Prints name and place.json of each place for backups, each with a NUL after it. Argument: folder of all places.
[ -d "$1" ] || exit 0
cd -- "$1" || exit
for file in */place.json; do
    [ -f "$file" ] || continue
    printf '%s\0' "${file%/*}"
    head -c 8192 -- "$file"
    printf '\0'
done
