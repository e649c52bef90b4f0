# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh disable=SC2154 # job-paths.sh and jobs/run/undo.sh come before it
# Deletes what is needed to go back to before the last change. Exit status 75: a job is at work on the app; 66: nothing of
# the kind was kept.
exec 9>>"$data/locks/$id" || exit
flock -n 9 || exit 75
[ -d "$kept_undo" ] || exit 66
drop_undo
