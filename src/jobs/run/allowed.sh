# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh disable=SC2034,SC2154
# What the admin allowed: the model that compose makes of the app's files, the text of .env, which compose needs beside
# it for what the model only names, and what its paths stand for, see places.sh. A container that has the app's folder can
# rewrite the files there, so compose brings up nothing but this copy, and the files are only compared with it: there is no
# moment between check and use. Containers made from either have the same hash, so none is recreated for it.
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
    limit=10 compose_in "$app" -p "$id" --project-directory "$app" "$@" config --format json
}

with_plain_keys() {
    case $1 in
    *'$$'*) printf '%s\n' "$1" | plain_keys ;;
    *) printf '%s\n' "$1" ;;
    esac
}

# For compose's command: what it prints, then the text of .env.
# shellcheck disable=SC2016 # another shell expands it
with_env='"$@" || exit
printf "\n--- .env\n"
[ ! -f .env ] || exec head -c 1000000 .env'

definition_text() {
    # shellcheck disable=SC2046 # one word an option
    around=$with_env modelled $(compose_files "$app") && return
    [ "$?" != 137 ] || echo 'docker compose config: no answer within 10 s' >&2
}

# Compose quotes what it can't read of .env, where passwords are.
without_values() { sed -E '/^failed to read /s/(quoted value|template:|variable name) .*/\1 ***/'; }

# Sets $model, $env and $places. Nothing is written: an app whose definition is unchanged starts on a full disk, too.
read_definition() {
    # Until a container has run, the files are ours.
    within=
    if has_run; then within=confined; fi
    text=$({ definition_text 2>&1 >&3 | without_values >&2; } 3>&1)
    case $text in *'--- .env'*) ;; *) return 1 ;; esac
    text=$(printf '%s' "$text" | tr -d '\000')
    within=
    model=$(with_plain_keys "$(printf '%s\n' "$text" | sed '/^--- \.env$/,$d')")
    env=$(printf '%s\n' "$text" | sed '1,/^--- \.env$/d')
    places=$(printf '%s\n' "$model" | places)
}

# Earlier versions kept no places.
are_places_allowed() {
    [ ! -e "$allowed/places" ] || printf '%s\n' "$places" | cmp -s - "$allowed/places"
}

is_allowed() {
    printf '%s\n' "$model" | cmp -s - "$allowed/model.json" && printf '%s\n' "$env" | cmp -s - "$allowed/env" &&
        are_places_allowed
}

# Another version of compose may print the same model in another way.
is_allowed_anew() {
    printf '%s\n' "$env" | cmp -s - "$allowed/env" && are_places_allowed || return
    former=$(modelled --env-file "$allowed/env" -f "$allowed/model.json" 2>/dev/null) && [ "$(with_plain_keys "$former")" = "$model" ]
}

# Of what an admin was shown, and allowed.
definition_digest() { printf '%s\n' "$model" "$env" ${places:+"$places"} | sha256sum | cut -d ' ' -f 1; }

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
    printf '%s\n' "$places" >"$allowed/places.new" || return
    sync "$allowed/env.new" "$allowed/places.new" "$allowed/model.json.new" || return
    # The model last: as long as it is the former one, or none, the next run finds the same difference again.
    mv -f "$allowed/env.new" "$allowed/env" && mv -f "$allowed/places.new" "$allowed/places" &&
        mv -f "$allowed/model.json.new" "$allowed/model.json"
}

keep_definition() {
    if ! write_definition 2>/dev/null; then
        rm -f "$job/spare"
        write_definition
    fi
}

# Compose waits forever for a FIFO or a device. Says what is wrong.
definition_is_sound() {
    for file in docker-compose.yml $override_names .env; do
        [ -e "$app/$file" ] || [ -L "$app/$file" ] || continue
        if [ -L "$app/$file" ] || [ ! -f "$app/$file" ]; then
            printf '%s: not a regular file\n' "$app/$file"
            return 1
        fi
    done
    [ -d "$app" ] && [ ! -L "$app" ]
}

# To be called before anything of the app is stopped or changed.
check_definition() {
    definition_is_sound >>"$job/log" || fail folder 1
    step config read_definition
    if is_bound; then
        is_allowed && [ -e "$allowed/places" ] && return
        read_first "$job/allow"
        is_allowed || is_allowed_anew || [ "$line" = "$(definition_digest)" ] || fail definition 1
    fi
    step config keep_definition
}

# Right before Docker follows the paths: a container may have run until then.
check_places() {
    places=$(places <"$allowed/model.json")
    are_places_allowed || fail definition 1
}
