#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Prints what docker compose makes of an app's files, as JSON. Arguments: folder of the app, project name, text of a
# further file, text of the override file, options of `config`. Input: the text of `.env`. Nothing is written next to the
# app: these files live in a folder of their own for as long as compose reads them. Compose would prefer variables of its
# environment to those of `.env`, so it gets none but those that docker itself needs.
umask 077
files=$(mktemp -d) || exit 1
trap 'rm -rf -- "$files"' EXIT
folder=$1
project=$2
cat >"$files/env"
printf '%s' "$3" >"$files/variables.yml"
printf '%s' "$4" >"$files/override.yml"
override=$4
shift 4
env -i PATH="$PATH" HOME="${HOME:-/root}" LC_ALL=C.UTF-8 ${DOCKER_HOST:+DOCKER_HOST="$DOCKER_HOST"} \
    COMPOSE_EXPERIMENTAL_GIT_REMOTE=false COMPOSE_EXPERIMENTAL_OCI_REMOTE=false timeout -s KILL 10 \
    docker compose -p "$project" --project-directory "$folder" --env-file "$files/env" -f "$folder/docker-compose.yml" \
    ${override:+-f "$files/override.yml"} -f "$files/variables.yml" config --format json "$@"
status=$?
# Killed by its own time limit is not killed by the caller's.
[ "$status" != 137 ] || status=124
exit "$status"
