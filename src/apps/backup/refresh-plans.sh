# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh # split-input.sh comes before it
# Writes the scripts of all plans as this version of the program has them, where they differ. Arguments: folder of the
# plans, then name and number of lines of each script. Input: the scripts one after the other.
set -u
umask 077
cd -- "$1" && exec 9<. && flock -w 20 9 || exit 1
shift
new=$(mktemp -d ./.new-XXXXXX) || exit 1
trap 'rm -rf -- "$new"' EXIT
trap 'exit 1' HUP INT TERM
( cd -- "$new" && split_input "$@" ) || exit 1
for plan in */; do
    [ -f "$plan/back-up" ] || continue
    for script in "$new"/*; do
        name=${script##*/}
        cmp -s -- "$script" "$plan/$name" && continue
        # One that is at work reads on in the old file.
        cp -- "$script" "$plan/.$name.new" && sync "$plan/.$name.new" && mv -f -- "$plan/.$name.new" "$plan/$name" || exit 1
    done
done
