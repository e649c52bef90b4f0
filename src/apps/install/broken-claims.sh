# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh
# Argument: data folder. Prints names that were claimed more than two minutes ago, and got neither a record nor a script.
cd -- "$1/apps" 2>/dev/null || exit 0
for folder in *; do
    [ -d "$folder" ] && [ ! -e "../jobs/$folder/record.json" ] && [ ! -e "../jobs/$folder/run" ] || continue
    # Earlier versions kept the copy of a record here.
    [ ! -e "$folder/.appmanage.json" ] && [ ! -L "$folder/.appmanage.json" ] || continue
    [ -z "$(find "$folder" -maxdepth 0 -mmin +2)" ] || printf '%s\n' "$folder"
done
