# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh
# Arguments: data folder, id, "unbegun" to spare an app whose installation has begun meanwhile.
mkdir -p -- "$1/locks" || exit 1
exec 9>>"$1/locks/$2" || exit 1
flock -w 10 9 || exit 1
if [ "$3" = unbegun ]; then
    if [ ! -f "$1/jobs/$2/claimed" ] || [ -e "$1/jobs/$2/run" ] || [ -e "$1/jobs/$2/record.json" ]; then exit 0; fi
fi
rm -rf --one-file-system -- "$1/apps/$2" "$1/jobs/$2"
