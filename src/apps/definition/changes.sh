# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh disable=SC2154 # head of the caller, docker/compose-*.sh and jobs/run/{engine,places,allowed}.sh come before it
# Prints how an app's files differ from what was allowed: digest, then model, .env and places, each as allowed and as it is
# now, with a NUL between them. Nothing where they don't, and where compose can't read them: the job says why.
set -u
is_bound && definition_is_sound >/dev/null || exit 0
read_definition 2>/dev/null || exit 0
if is_allowed || is_allowed_anew; then exit 0; fi
printf '%s\000' "$(definition_digest)" "$(cat -- "$allowed/model.json")" "$model" "$(cat -- "$allowed/env")" "$env" \
    "$(cat -- "$allowed/places")" "$places"
