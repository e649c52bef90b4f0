# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh
# Arguments: name id... id...: all that docker has of the containers' logs, one after the other, each under its name. The
# browser's download reads it, so what a driver doesn't keep is said there, too.
while [ $# -ge 2 ]; do
    printf '=== %s ===\n' "$1"
    docker logs --timestamps "$2" 2>&1
    shift 2
done
