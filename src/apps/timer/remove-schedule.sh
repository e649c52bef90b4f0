# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh
# Removes a schedule; what it has started is not disturbed. Arguments: the folder of what it runs, folder of systemd's units,
# name of the units, a folder that is there while systemd runs this host.
set -u
plan=$1 units=$2 unit=$3 systemd=$4
[ -e "$plan" ] || [ -e "$units/$unit.timer" ] || exit 0
if [ -d "${plan%/*}" ]; then exec 9<"${plan%/*}" && flock -w 20 9 || exit 1; fi
if [ -d "$systemd" ] && [ -e "$units/$unit.timer" ]; then
    systemctl disable --quiet --now "$unit.timer" || exit
    # When it last elapsed: a new schedule would make up for what it has missed since.
    systemctl clean --what=state "$unit.timer" 2>/dev/null
fi
rm -f -- "$units/$unit.timer" "$units/$unit.service" || exit
rm -rf -- "$plan" || exit
[ -d "$systemd" ] || exit 0
systemctl daemon-reload || exit
# Its last run is of no interest any more.
systemctl reset-failed "$unit.service" 2>/dev/null || :
