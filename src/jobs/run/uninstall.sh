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

take_down() {
    ours=$(owned_containers) || return
    if [ "$wish" = gone ]; then
        # shellcheck disable=SC2086
        [ -z "$ours" ] || docker stop -t "$1" $ours >/dev/null
    else
        # Once the containers are gone, nothing else says it.
        keep_images
        keep_volumes
        # The containers' own grace period counts where data is kept.
        stop_all || return
    fi
    if [ "$wish" = gone ]; then set -- -v; else set --; fi
    if [ -n "$ours" ]; then
        names=$(owned_containers) || return
        printf '%s\n' "$names" | gone container rm -f "$@" || return
    fi
    names=$(networks) || return
    printf '%s\n' "$names" | gone network rm
}

delete_data() { # volumes
    # Recomputed: a container of another's may use one by now.
    if [ -n "$1" ]; then
        ours=$(owned_containers) || return
        names=$(printf '%s\n' "$1" | own volume) || return
        printf '%s\n' "$names" | gone volume rm || return
    fi
    rm -rf --one-file-system -- "$app"
}

# A run that is interrupted leaves its list to the next one, as far as the disk has room: the containers that say so may
# be gone by then.
find_volumes() {
    if [ -s "$job/removing" ]; then removing=$(cat "$job/removing") && return; fi
    ours=$(owned_containers) || return
    removing=$(volumes) || return
    put "$job/removing" "$removing" 2>/dev/null || :
}

find_images() {
    images_removing=
    [ -e "$job/with-images" ] || return 0
    if [ -s "$job/images-removing" ]; then images_removing=$(cat "$job/images-removing") && return; fi
    ours=$(owned_containers) || return
    images_removing=$(images) || return
    put "$job/images-removing" "$images_removing" 2>/dev/null || :
}

uninstall() { # seconds that containers have to exit where all is deleted
    phase removing
    if [ "$wish" = gone ]; then
        drop_undo
        rm -rf --one-file-system -- "$job/spare" "$change"
        if mounted >>"$job/log" && [ -n "$(mounted)" ]; then fail mounted 1; fi
        step remove find_volumes
        step remove find_images
    fi
    step remove take_down "$1"
    if [ "$wish" = gone ]; then
        step remove delete_data "$removing"
        # Images are a cache: one that another tool uses by now stays. One of several names goes name by name.
        printf '%s\n' "$images_removing" | xargs -r docker image inspect --format \
            '{{range .RepoTags}}{{println .}}{{else}}{{.Id}}{{end}}' 2>/dev/null | xargs -r docker image rm >/dev/null 2>&1
        finish removed
    fi
    finish 'done'
}
