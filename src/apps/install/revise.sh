# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh
# Arguments: data folder, id, name and text of the override file, its first line. Input: the new text of .env. Exit status
# 75: a job is at work on the app. An override file of the admin's own is put aside, not lost. Images that a run before
# has pinned are those of another version. A container may have the folder: what is new is written where none can put a link,
# and replaces what is there, whatever it is.
set -eu
umask 077
exec 9>>"$1/locks/$2"
flock -n 9 || exit 75
job=$1/jobs/$2
cd -- "$1/apps/$2"
cat >"$job/env.new"
if [ -e "$3" ] || [ -L "$3" ]; then
    first=
    if [ -f "$3" ] && [ ! -L "$3" ]; then
        first=$(dd if="./$3" iflag=nofollow,nonblock,count_bytes count=4096 status=none | head -n 1 | tr -d '\000')
    fi
    [ "$first" = "$5" ] || mv -f -T -- "$3" "$3.saved"
fi
if [ -n "$4" ]; then
    printf '%s' "$4" >"$job/override.new"
    sync "$job/override.new"
    mv -f -T -- "$job/override.new" "$3"
else
    rm -f -- "$3"
fi
rm -f -- "$job/images.json"
sync "$job/env.new"
mv -f -T -- "$job/env.new" .env
sync .
