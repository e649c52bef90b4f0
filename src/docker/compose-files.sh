# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh
# Prints the options that name the files of the app in the current folder: those that docker compose takes there without
# any, so that what an admin does by hand is the same. A link is not followed: a container may have made it.
compose_files() {
    printf '%s' '-f docker-compose.yml'
    for override in compose.override.yml compose.override.yaml docker-compose.override.yml docker-compose.override.yaml; do
        if [ -f "$override" ] && [ ! -L "$override" ]; then
            printf ' -f %s' "$override"
            break
        fi
    done
}
