# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh
# Arguments: data folder, id. Deletes the folder of a job that has removed its app, unless the name is taken again.
set -u
mkdir -p -- "$1/locks" || exit 1
exec 9>>"$1/locks/$2" || exit 1
flock -w 10 9 || exit 1
line=
[ ! -f "$1/jobs/$2/phase" ] || read -r line <"$1/jobs/$2/phase"
[ "$line" = removed ] || exit 0
rm -rf --one-file-system -- "$1/jobs/$2"
