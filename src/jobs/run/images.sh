# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh disable=SC2034,SC2154
# The app's images: pulled once, and then the same ones by their ids, wherever a tag has moved to.
#
# `ran` has a line for each service whose containers were created: service, image as the compose file names it, image id,
# digest in its registry or "-". `pinned` has those lines of `ran` whose image is now another one under that name.

# From version 2.32 JSON has exact bytes, which later versions print nowhere else; 2.26 does not know JSON.
pull_progress() {
    version=$(docker compose version --short 2>/dev/null)
    version=${version#v}
    minor=${version#*.}
    minor=${minor%%.*}
    case ${version%%.*} in
    2) if [ "${minor:-0}" -ge 32 ] 2>/dev/null; then echo json; else echo plain; fi ;;
    [3-9] | [1-9][0-9]) echo json ;;
    *) echo plain ;;
    esac
}

# Docker prints no time: by these lines a reader of the log tells how fast the pull is. Must not hold the locks.
clock() {
    exec 8>&- 9>&-
    while [ -d "/proc/$$" ]; do
        printf -- '--- at %s\n' "$(date +%s)"
        sleep 1
    done
}

# Compose takes a third of a second to say so.
images_are_there() {
    [ -s "$job/images" ] && xargs -d '\n' docker image inspect --format '{{.Id}}' -- <"$job/images" >/dev/null 2>&1
}

# Whether another image has a name by now that one of those had which the app ran.
have_names_moved() {
    [ -s "$job/ran" ] || return 1
    now=$(cut -d ' ' -f 2 "$job/ran" | xargs -d '\n' docker image inspect --format '{{.Id}}' -- 2>/dev/null)
    [ "$now" != "$(cut -d ' ' -f 3 "$job/ran")" ]
}

id_of() { docker image inspect --format '{{.Id}}' -- "$1" 2>/dev/null; }

# After the containers are created: what each service runs.
keep_images() {
    found=$(containers -q --no-trunc) || return 0
    [ -n "$found" ] || return 0
    # shellcheck disable=SC2086 # one word a container
    docker inspect --format '{{index .Config.Labels "com.docker.compose.service"}} {{.Config.Image}} {{.Image}}' $found |
        sort -u | while read -r service reference image; do
        # The pin has replaced the name.
        case $reference in sha256:*) grep -- "^$service " "$job/pinned" 2>/dev/null && continue ;; esac
        digest=$(docker image inspect --format '{{with .RepoDigests}}{{index . 0}}{{end}}' -- "$image" 2>/dev/null)
        printf '%s %s %s %s\n' "$service" "$reference" "$image" "${digest:--}"
    done >"$job/ran.new" && mv -f "$job/ran.new" "$job/ran"
} 2>/dev/null

# An app that has run continues with the images that it ran. One that was removed is pulled by its digest; where another
# image has the name now, that name stays with it, and the app's services get theirs by id.
pin_images() {
    [ -s "$job/ran" ] || return 0
    wanted=$(compose plain config --images 2>/dev/null) || return 0
    while read -r service reference image digest; do
        printf '%s\n' "$wanted" | grep -qxF -e "$reference" -e "$image" || continue
        now=$(id_of "$reference")
        [ "$now" != "$image" ] || continue
        if [ -z "$(id_of "$image")" ]; then
            # Built here: it is built again.
            [ "$digest" != - ] || continue
            docker pull --quiet -- "$digest" || return
        fi
        if [ -z "$now" ]; then
            docker tag "$image" "$reference" || return
        else
            printf -- '--- image kept: %s %s\n' "$service" "$reference"
            printf '%s %s %s %s\n' "$service" "$reference" "$image" "$digest" >&4
        fi
    done <"$job/ran" 4>"$job/pinned.new" && mv -f "$job/pinned.new" "$job/pinned" || return
    if [ -s "$job/pinned" ]; then
        sed -E 's/^(\S+) \S+ (\S+) .*/"\1": {"image": "\2"}/' "$job/pinned" | paste -sd , |
            sed 's/.*/{"services": {&}}/' >"$job/images.json"
    else
        rm -f "$job/images.json"
    fi
}

pull() {
    # shellcheck disable=SC2046 # one word a service
    compose "$(pull_progress)" pull --policy missing $(cat "$job/pull" 2>/dev/null || echo --ignore-buildable)
}

# Where all images are there, a registry that does not answer is no failure.
pull_or_refresh() { # what looks, what pulls
    clock >>"$job/log" 2>/dev/null &
    clock=$!
    if "$1"; then
        step optional "$2" || note 'not refreshed: the images that are there are used'
    else
        step pull "$2"
    fi
    kill "$clock"
}

# Images that are there need no registry. One whose tag moves, such as latest, is asked for, but its answer can be missed.
get_images() {
    if [ -s "$job/ran" ]; then
        step pull pin_images
        images_are_there && return
    elif [ ! -e "$job/refresh" ] && images_are_there; then
        return
    fi
    # An app whose images are all built here.
    if [ -e "$job/pull" ] && [ ! -s "$job/pull" ]; then return; fi
    pull_or_refresh images_are_there pull
}
