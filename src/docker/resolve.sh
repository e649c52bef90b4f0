#!/bin/sh
# Arguments: folder of the app, project name, an override file's text, seconds that Compose has. Input: the text of `.env`.
# Nothing is written next to the app: the two files live in a folder of their own for as long as Compose reads them.
# Compose would prefer variables of its surroundings to those of `.env`, so it gets none but those that Docker itself needs.
umask 077
files=$(mktemp -d) || exit 1
trap 'rm -rf -- "$files"' EXIT
trap 'exit 1' HUP INT TERM
cat >"$files/env"
printf '%s' "$3" >"$files/variables.yml"
cd -- "$1" || exit 1
env -i PATH="$PATH" HOME="${HOME:-/root}" LC_ALL=C.UTF-8 PWD="$1" ${DOCKER_HOST:+DOCKER_HOST="$DOCKER_HOST"} \
    COMPOSE_EXPERIMENTAL_GIT_REMOTE=false COMPOSE_EXPERIMENTAL_OCI_REMOTE=false timeout -s KILL "$4" \
    docker compose -p "$2" --project-directory "$1" --env-file "$files/env" \
    -f "$1/docker-compose.yml" -f "$files/variables.yml" config --format json
