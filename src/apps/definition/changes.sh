# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh disable=SC2154 # head of the caller, docker/compose-*.sh and jobs/run/{engine,places,allowed}.sh come before it
# Prints how an app's files differ from what was allowed: digest, then model, .env and places, each as allowed and as it is
# now, with a NUL between them. Nothing where they don't. Exits with 65 and says why where they can't be read.
set -u
is_bound || exit 0
definition_is_sound >&2 || exit 65
read_definition || exit 65
if is_allowed || is_allowed_anew; then exit 0; fi
printf '%s\000' "$(definition_digest)" "$(cat -- "$allowed/model.json")" "$model" "$(cat -- "$allowed/env")" "$env" \
    "$(cat -- "$allowed/places")" "$places"
