# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh disable=SC2154 # the caller's head and jobs/run/undo.sh come before it
# Gives up the way back from the last change. Exit status 75: a job is at work on the app; 66: there is none.
exec 9>>"$data/locks/$id" || exit
flock -n 9 || exit 75
[ -d "$kept_undo" ] || exit 66
drop_undo
