# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh
# Argument: data folder. Prints names that were claimed more than two minutes ago, and got neither a record nor a script.
cd -- "$1/apps" 2>/dev/null || exit 0
for folder in *; do
    if [ ! -d "$folder" ] || [ -e "../jobs/$folder/record.json" ] || [ -e "../jobs/$folder/run" ]; then continue; fi
    # Earlier versions kept the copy of a record here.
    if [ -e "$folder/.appmanage.json" ] || [ -L "$folder/.appmanage.json" ]; then continue; fi
    [ -z "$(find "$folder" -maxdepth 0 -mmin +2)" ] || printf '%s\n' "$folder"
done
