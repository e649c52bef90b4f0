# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh
# Arguments: data folder, id, name and text of the override file, its first line. Input: the new text of .env. Exit status
# 75: a job is at work on the app. An override file of the admin's own is put aside, not lost. Images that a run before
# has pinned are those of another version.
set -eu
umask 077
exec 9>>"$1/locks/$2"
flock -n 9 || exit 75
cd -- "$1/apps/$2"
cat >.env.new
if [ -e "$3" ] && [ "$(head -n 1 -- "$3")" != "$5" ]; then mv -f -- "$3" "$3.saved"; fi
if [ -n "$4" ]; then
    printf '%s' "$4" >"$3.new"
    sync "$3.new"
    mv -f -- "$3.new" "$3"
else
    rm -f -- "$3"
fi
rm -f -- "$1/jobs/$2/images.json"
sync .env.new
mv -f .env.new .env
sync .
