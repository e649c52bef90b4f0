# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh # compose-env.sh comes before it
# Prints what Compose makes of an app's files, as JSON. Arguments: folder of the app, project name, text of a further file,
# text of the override file, options of `config`. Input: the text of `.env`. Nothing is written next to the app: these
# files live in a folder of their own for as long as Compose reads them.
umask 077
files=$(mktemp -d) || exit 1
trap 'rm -rf -- "$files"' EXIT
trap 'exit 1' HUP INT TERM
folder=$1 project=$2 override=$4
cat >"$files/env"
printf '%s' "$3" >"$files/variables.yml"
printf '%s' "$4" >"$files/override.yml"
shift 4
limit=10 compose_in "$folder" -p "$project" --project-directory "$folder" --env-file "$files/env" \
    -f "$folder/docker-compose.yml" ${override:+-f "$files/override.yml"} -f "$files/variables.yml" \
    config --format json "$@"
status=$?
# Killed by its own time limit is not killed by the caller's.
[ "$status" != 137 ] || status=124
exit "$status"
