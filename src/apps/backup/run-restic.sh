# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh disable=SC2034,SC2154 # jobs/run/restic.sh comes before it
# Arguments: folder for the cache, folder of a place, seconds, then restic's words.
restic_cache=$1 at=$2 restic_seconds=$3
shift 3
restic_is_usable || exit
restic_at "$at" "$@"
status=$?
[ "$status" = 0 ] || explain "$at" >&2
exit "$status"
