# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh # compose-env.sh comes before it
# Arguments: folder of the app, project name, an override file's text, seconds that Compose has. Input: the text of `.env`.
# Nothing is written next to the app: the two files live in a folder of their own for as long as Compose reads them.
umask 077
files=$(mktemp -d) || exit 1
trap 'rm -rf -- "$files"' EXIT
trap 'exit 1' HUP INT TERM
cat >"$files/env"
printf '%s' "$3" >"$files/variables.yml"
limit=$4 compose_in "$1" -p "$2" --project-directory "$1" --env-file "$files/env" \
    -f "$1/docker-compose.yml" -f "$files/variables.yml" config --format json
