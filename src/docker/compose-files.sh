# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh
# Names that docker compose looks for beside the compose file, the first that is there counts.
override_names='compose.override.yml compose.override.yaml docker-compose.override.yml docker-compose.override.yaml'

# Prints the options that name an app's files: those that compose takes without any, so that what an admin does by hand in
# the folder is the same. No link is followed: a container may have made it.
compose_files() { # folder
    printf '%s' '-f docker-compose.yml'
    for file in $override_names; do
        if [ -f "$1/$file" ] && [ ! -L "$1/$file" ]; then
            printf ' -f %s' "$file"
            break
        fi
    done
}
