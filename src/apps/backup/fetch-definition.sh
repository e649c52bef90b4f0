# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh disable=SC2034,SC2154 # jobs/run/restic.sh comes before it
# Fetches what an app was made of from a backup, without its data. Arguments: folder of the place, folder for restic's
# cache, id of the backup, the folder that it was made of, a folder to make for it. What an earlier caller has left goes
# after an hour.
set -eu
umask 077
restic_cache=$2
mkdir -p -- "${5%/*}"
find "${5%/*}" -mindepth 1 -maxdepth 1 -mmin +60 -exec rm -rf -- {} +
mkdir -- "$5" "$5/raw"
trap 'rm -rf -- "$5"' EXIT
trap 'exit 1' HUP INT TERM
restic_at "$1" restore "$3" --target "$5/raw" --include "$4/definition" --include "$4/record.json" >&2
take_tree "$5" "$4"
cd -- "$5/tree"
for path in definition record.json; do [ ! -L "$path" ]; done
[ -d definition ] && [ -f definition/.env ] && [ -f record.json ]
# Only folders and files are an app's definition.
find definition ! -type f ! -type d -exec rm -f -- {} +
cat -- record.json
trap - EXIT
