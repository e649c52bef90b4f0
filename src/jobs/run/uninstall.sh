# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh disable=SC2034,SC2154
# Uninstalling: with the wish "uninstalled" the data is kept, with "gone" all of the app is deleted, and nothing else.
# Each step can be repeated: what is gone already is not an error.

gone() { # docker's words; names on standard input
    failed=0
    while read -r name; do
        [ -n "$name" ] || continue
        docker "$@" "$name" >/dev/null && continue
        if docker "$1" inspect "$name" >/dev/null 2>&1 || ! docker version >/dev/null 2>&1; then failed=1; fi
    done
    return "$failed"
}

# A disk that is mounted below the app's folder belongs to the host: nothing is deleted before an admin unmounts it.
mounted() {
    awk -v folder="$app" '$5 == folder || index($5, folder "/") == 1 { print "mounted below the folder of the app: " $5 }' \
        /proc/self/mountinfo
}

# Once the containers are gone, nothing says which volumes without a name are the app's, and which images it ran.
remember() {
    # shellcheck disable=SC2086 # one word a container
    docker inspect --format '{{range .Mounts}}{{if eq .Type "volume"}}{{println .Name}}{{end}}{{end}}' $ours |
        grep -xE '[0-9a-f]{64}' >>"$job/volumes"
    keep_images
    names=$(volumes) && printf '%s\n' "$names" | grep . >"$job/kept"
    return 0
} 2>/dev/null

take_down() {
    ours=$(owned_containers) || return
    if [ "$wish" = gone ]; then
        # shellcheck disable=SC2086
        [ -z "$ours" ] || docker stop -t "$1" $ours >/dev/null
    else
        if [ -n "$ours" ]; then remember; fi
        # The containers' own grace period counts where data is kept.
        stop_all || return
    fi
    names=$(owned_containers) || return
    if [ "$wish" = gone ]; then set -- -v; else set --; fi
    printf '%s\n' "$names" | gone container rm -f "$@" || return
    names=$(networks) || return
    printf '%s\n' "$names" | gone network rm
}

delete_data() { # volumes
    # Recomputed: a container of another's may use one by now.
    ours=$(owned_containers) || return
    names=$(printf '%s\n' "$1" | own volume) || return
    printf '%s\n' "$names" | gone volume rm || return
    rm -rf --one-file-system -- "$app"
}

find_volumes() {
    ours=$(owned_containers) || return
    volumes >"$job/removing"
}

find_images() {
    ours=$(owned_containers) || return
    images >"$job/images-removing"
}

uninstall() { # seconds that containers have to exit where all is deleted
    phase removing
    if [ "$wish" = gone ]; then
        rm -f "$job/spare"
        if mounted >>"$job/log" && [ -n "$(mounted)" ]; then fail mounted 1; fi
        # Kept from a run that was interrupted: the containers that say so may be gone.
        [ -s "$job/removing" ] || step remove find_volumes
        [ -s "$job/images-removing" ] || [ ! -e "$job/with-images" ] || step remove find_images
    fi
    step remove take_down "$1"
    if [ "$wish" = gone ]; then
        step remove delete_data "$(cat "$job/removing" 2>/dev/null)"
        # Images are a cache: one that another tool uses by now stays.
        xargs -r docker image rm <"$job/images-removing" >/dev/null 2>&1
        finish removed
    fi
    finish 'done'
}
