# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh
# The environment of every docker command: the daemon that the list of apps is read from, whatever root's context is.
export DOCKER_HOST=unix:///var/run/docker.sock
unset DOCKER_CONTEXT

# Runs docker compose for the app in a folder. Compose prefers variables of its environment to those of .env, so it gets
# none but those that Docker needs, and those that must not come from .env. With $limit it is killed after so many seconds,
# with $within=confined it reads nothing else than the folder, and the script $around gets the command as its words.
compose_in() { # folder, words
    (
        cd -- "$1" || exit 1
        shift
        ${within:-} env -i -C "$PWD" PATH="$PATH" HOME="${HOME:-/root}" LC_ALL=C.UTF-8 PWD="$PWD" DOCKER_HOST="$DOCKER_HOST" \
            ${APPMANAGE_JOB:+"APPMANAGE_JOB=$APPMANAGE_JOB"} \
            COMPOSE_IGNORE_ORPHANS=false COMPOSE_ANSI=never COMPOSE_MENU=false \
            COMPOSE_EXPERIMENTAL_GIT_REMOTE=false COMPOSE_EXPERIMENTAL_OCI_REMOTE=false \
            ${limit:+timeout -s KILL "$limit"} ${around:+sh -c "$around" around} docker compose "$@"
    )
}
