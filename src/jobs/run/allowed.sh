# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh disable=SC2034,SC2154
# What the admin allowed: the model that compose makes of the app's files, and the text of .env, which compose needs beside
# it for what the model only names. A container that has the app's folder can rewrite the files there, so compose brings
# up nothing but this copy, and the files are only compared with it: there is no moment between check and use. Containers
# made from either have the same hash, so none is recreated for it.
#
# `sealed` is there once a container of the app has run.

allowed=$job/allowed
# The name is used for something else meanwhile.
formerly=$before

# Compose doubles each $ that it prints, also in keys, where it does not take that back when it reads them.
plain_keys() {
    awk 'match($0, /^ *"([^"\\]|\\.)*":/) {
        key = substr($0, 1, RLENGTH)
        gsub(/\$\$/, "$", key)
        $0 = key substr($0, RLENGTH + 1)
    } { print }'
}

modelled() { # options that name the files
    text=$(limit=10 compose_in "$app" -p "$id" --project-directory "$app" "$@" config --format json) || return
    case $text in
    *'$$'*) printf '%s\n' "$text" | plain_keys ;;
    *) printf '%s\n' "$text" ;;
    esac
}

# Sets $model and $env. Nothing is written: an app whose definition is unchanged starts on a full disk, too.
read_definition() {
    # shellcheck disable=SC2046 # one word an option
    model=$(modelled $(compose_files "$app")) || return
    env=
    [ -e "$app/.env" ] || return 0
    # A container can put a link or a FIFO there at any moment.
    env=$(timeout -s KILL 10 dd if="$app/.env" iflag=nofollow,nonblock bs=65536 status=none | tr -d '\000')
}

is_allowed() {
    printf '%s\n' "$model" | cmp -s - "$allowed/model.json" && printf '%s\n' "$env" | cmp -s - "$allowed/env"
}

# Another version of compose may print the same model in another way.
is_allowed_anew() {
    printf '%s\n' "$env" | cmp -s - "$allowed/env" || return
    former=$(modelled --env-file "$allowed/env" -f "$allowed/model.json" 2>/dev/null) && [ "$former" = "$model" ]
}

# Of what an admin was shown, and allowed.
definition_digest() { printf '%s\n' "$model" "$env" | sha256sum | cut -d ' ' -f 1; }

# Until a container of the app has run, its files are what this program wrote there.
has_run() {
    if [ "$formerly" != none ] || [ -e "$allowed/sealed" ]; then return 0; fi
    found=$(containers -q --no-trunc) || return 0
    if [ -n "$found" ]; then
        # shellcheck disable=SC2086 # one word a container
        starts=$(docker inspect --format '{{.State.StartedAt}}' $found) || return 0
        printf '%s\n' "$starts" | grep -qv '^0001-01-01T' || return
    else
        [ -e "$job/started" ] || return
    fi
    : >"$allowed/sealed"
} 2>/dev/null

# Whether there is anything that the definition has to be compared with. The first operation on an app of a version that
# kept no copy trusts what it finds: there is nothing better to know.
is_bound() { [ -s "$allowed/model.json" ] && has_run; }

write_definition() {
    mkdir -p -- "$allowed" || return
    printf '%s\n' "$env" >"$allowed/env.new" && printf '%s\n' "$model" >"$allowed/model.json.new" || return
    sync "$allowed/env.new" "$allowed/model.json.new" || return
    # The model last: as long as it is the former one, or none, the next run finds the same difference again.
    mv -f "$allowed/env.new" "$allowed/env" && mv -f "$allowed/model.json.new" "$allowed/model.json"
}

keep_definition() {
    if ! write_definition 2>/dev/null; then
        rm -f "$job/spare"
        write_definition
    fi
}

# To be called before anything of the app is stopped or changed.
check_definition() {
    definition_is_sound || fail folder 1
    step config read_definition
    if is_bound; then
        is_allowed && return
        read_first "$job/allow"
        is_allowed_anew || [ "$line" = "$(definition_digest)" ] || fail definition 1
    fi
    step config keep_definition
}
