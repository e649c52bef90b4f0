# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh disable=SC2034,SC2154
# The way back from a change: `change/undo` while it is made, `undo` once it is done, until the admin confirms, or a week
# has passed. There:
#   allowed, job, images   what the job knew of the former definition, and ids of its images by service
#   files, absent          the app's files that the change replaces, and paths that it adds
#   volumes, folders       what is data; `there`: all volumes of the project
#   data                   its copy, where the change needs one
#   time, ticket           when and by which job

kept_undo=$job/undo
known='images probe refresh pull network ran pinned images.json nameless nameless.json returned kept volumes library'
undo_repository=appmanage-undo/$id

is_undo_open() { [ -e "$change/undoing" ]; }

# Prune leaves what has a tag.
tag_images() { # folder of the way back
    while read -r service image; do
        docker tag "$image" "$undo_repository:$service" || return
    done <"$1/images"
}

# Tags of other services, or all of them: images that nothing else uses go with their last tag.
untag_images() { # folder of the way back that stays, or nothing
    docker image ls --format '{{.Tag}}' "$undo_repository" | while read -r service; do
        if [ -s "${1-}/images" ] && grep -q -- "^$service " "$1/images"; then continue; fi
        docker image rm "$undo_repository:$service" >/dev/null 2>&1
    done
    return 0
}

drop_undo() {
    rm -rf --one-file-system -- "$kept_undo"
    untag_images
}

expire_undo() {
    if [ -n "$(find "$kept_undo/time" -mmin +10080 2>/dev/null)" ]; then drop_undo; fi
}

# Folders and files below the app's own that its containers mount; "." for all of it. Needs $ours
mounted_folders() {
    [ -n "$ours" ] || return 0
    # shellcheck disable=SC2086 # one word a container
    docker inspect --format '{{range .Mounts}}{{if eq .Type "bind"}}{{println .Source}}{{end}}{{end}}' $ours | sort -u |
        while read -r path; do
            case $path in
            "$app") echo . ;;
            "$app"/*) printf '%s\n' "${path#"$app/"}" ;;
            esac
        done
}

# What of the app is data. Needs $ours
find_data() { # folder for the lists
    names=$(volumes) && printf '%s\n' "$names" | sed '/^$/d' >"$1/volumes" && mounted_folders >"$1/folders"
}

# Before anything is stopped: from here on a crash can be undone.
keep_way_back() {
    rm -rf -- "$change/undo" && mkdir -p -- "$change/undo/job" && cd -- "$job" || return
    cp -a -- allowed "$change/undo/allowed" || return
    for file in $known; do
        [ ! -e "$file" ] || cp -a -- "$file" "$change/undo/job/" || return
    done
    ours=$(owned_containers) || return
    # shellcheck disable=SC2086 # one word a container
    [ -z "$ours" ] || docker inspect --format '{{index .Config.Labels "com.docker.compose.service"}} {{.Image}}' $ours |
        sort -u >"$change/undo/images" || return
    [ -e "$change/undo/images" ] || : >"$change/undo/images"
    find_data "$change/undo" && docker volume ls -q --filter "$filter" >"$change/undo/there" || return
    read_first "$job/ticket"
    printf '%s\n' "${line%% *}" >"$change/undo/ticket" && tag_images "$change/undo" && sync -f "$change"
}

# Nothing of the app runs.
keep_files() {
    [ ! -e "$change/saved" ] || return 0
    rm -rf -- "$change/undo/files" && mkdir -- "$change/undo/files" && : >"$change/undo/absent" || return
    cat -- "$change/put" "$change/drop" | while read -r path; do
        if is_link_on "$app/$path"; then
            printf '%s: a link\n' "$path"
            exit 1
        elif [ -e "$app/$path" ]; then
            mkdir -p -- "$(dirname "$change/undo/files/$path")" &&
                cp -a --reflink=auto -- "$app/$path" "$change/undo/files/$path" || exit
        else
            printf '%s\n' "$path" >>"$change/undo/absent" || exit
        fi
    done || return
    date -u +%Y-%m-%dT%H:%M:%SZ >"$change/undo/time" && sync -f "$change"
}

# Where Docker keeps a volume; nothing for one whose data is elsewhere, as in a share or a folder of the host.
place_of() { # volume
    docker volume inspect --format \
        '{{$at := .Mountpoint}}{{if eq .Driver "local"}}{{with .Options}}{{if not .device}}{{$at}}{{end}}{{else}}{{$at}}{{end}}{{end}}' "$1"
}

copy_of() { # folder or file, its copy
    if [ -d "$1" ] && [ ! -L "$1" ]; then
        mkdir -p -- "$2" && cp -a --reflink=auto -- "$1/." "$2/"
    else
        mkdir -p -- "$(dirname "$2")" && cp -a --reflink=auto -- "$1" "$2"
    fi
}

copy_data() { # folder with the lists
    copy=$1/data
    rm -rf --one-file-system -- "$copy" && mkdir -p -- "$copy/volumes" "$copy/folders" || return
    while read -r name; do
        path=$(place_of "$name") || return
        [ -z "$path" ] || copy_of "$path" "$copy/volumes/$name" || return
    done <"$1/volumes"
    number=0
    while read -r path; do
        number=$((number + 1))
        if is_link_on "$app/$path"; then printf '%s: a link\n' "$path" && return 1; fi
        [ ! -e "$app/$path" ] || copy_of "$app/$path" "$copy/folders/$number" || return
    done <"$1/folders"
    sync -f "$copy"
}

save_data() { copy_data "$change/undo"; }

put_back() { # copy, folder or file
    if [ -d "$1" ] && [ ! -L "$1" ]; then
        mkdir -p -- "$2" && find "$2" -xdev -mindepth 1 -delete && cp -a --reflink=auto -- "$1/." "$2/"
    else
        cp -a --reflink=auto -T --remove-destination -- "$1" "$2"
    fi
}

# Each step can be repeated.
restore_data() {
    copy=$change/undo/data
    [ -d "$copy" ] || return 0
    while read -r name; do
        [ -d "$copy/volumes/$name" ] || continue
        path=$(place_of "$name") && [ -d "$path" ] && put_back "$copy/volumes/$name" "$path" || return
    done <"$change/undo/volumes"
    number=0
    while read -r path; do
        number=$((number + 1))
        [ -e "$copy/folders/$number" ] || continue
        if is_link_on "$app/$path"; then printf '%s: a link\n' "$path" && return 1; fi
        put_back "$copy/folders/$number" "$app/$path" || return
    done <"$change/undo/folders"
    sync
}

restore_files() {
    find "$change/undo/files" -type f -printf '%P\n' | while read -r path; do
        if is_link_on "$app/$path"; then printf '%s: a link\n' "$path" && exit 1; fi
        cp -a -- "$change/undo/files/$path" "$change/back" && mv -f -T -- "$change/back" "$app/$path" || exit
    done || return
    while read -r path; do
        if is_link_on "$app/$path"; then printf '%s: a link\n' "$path" && return 1; fi
        rm -f -- "$app/$path" || return
    done <"$change/undo/absent"
    for file in $known; do
        rm -rf -- "${job:?}/$file" || return
        [ ! -e "$change/undo/job/$file" ] || cp -a -- "$change/undo/job/$file" "$job/$file" || return
    done
    rm -rf -- "$allowed.new" && cp -a -- "$change/undo/allowed" "$allowed.new" && rm -rf -- "$allowed" &&
        mv -T -- "$allowed.new" "$allowed" && sync -f "$job"
}

# They are made again, from the former definition.
remove_containers() {
    names=$(owned_containers) || return
    printf '%s\n' "$names" | gone container rm -f
}

# Those that came with the change would be half of another version's data.
remove_new_volumes() {
    ours=
    all=$(docker volume ls -q --filter "$filter") || return
    names=$(printf '%s\n' "$all" | grep -vxF -f "$change/undo/there" | own volume) || return
    printf '%s\n' "$names" | gone volume rm
}

make_containers() { compose plain up --no-start; }

bring_former() {
    if [ "$formerly" = stopped ]; then
        if [ -e "$change/switched" ]; then
            make_network
            step create make_containers
        fi
        return
    fi
    make_network
    check_places
    step pull pin_images
    step create bring_up
    keep_images
    keep_volumes
}

give_up() { # step, exit status
    if [ -e "$change/stopping" ]; then undo "$@"; fi
    rm -rf --one-file-system -- "$change" "$upload"
    retag
}

# The tags of an earlier change's way back, or none.
retag() {
    [ ! -s "$kept_undo/images" ] || tag_images "$kept_undo"
    untag_images "$kept_undo"
} >/dev/null 2>&1

undo_failed() { # step, exit status
    audit "undo-failed step=$1 status=${2-}"
    phase undo-failed "$@"
    exit 1
}

undo() { # step and exit status of what failed
    fallback=undo_failed
    # A copy that is not complete is of no use, and may be what has filled the disk.
    [ -e "$change/saved" ] || rm -rf --one-file-system -- "$change/undo/data"
    put "$change/undoing" "$*"
    phase undoing
    note "undo $*"
    step stop stop_all
    if [ -e "$change/switched" ]; then
        step undo remove_containers
        step undo restore_data
        step undo restore_files
        step undo remove_new_volumes
    fi
    bring_former
    mv -f -- "$change/undoing" "$change/undone"
    undone
}

undone() {
    read_first "$change/undone"
    is_cancelled && exit 0
    if [ "$kind" = rollback ]; then
        audit ok
        set -- 'done'
    else
        audit "restored step=${line%% *} status=${line#* }"
        set -- restored "$line"
    fi
    rm -rf --one-file-system -- "$change/undo"
    phase "$@"
    rm -rf --one-file-system -- "$change" "$upload"
    retag
    exit 0
}

go_on_undoing() {
    if [ -e "$change/undone" ]; then undone; fi
    if is_undo_open; then
        read_first "$change/undoing"
        # shellcheck disable=SC2086 # step and exit status
        undo $line
    fi
}

# What is kept is moved, never copied: it is in one of three places whenever the job is killed.
take_kept_undo() {
    back=$job/back
    if [ ! -d "$back/undo" ]; then
        [ -d "$kept_undo" ] || return
        rm -rf -- "$change" "$back" && mkdir -- "$back" && : >"$back/saved" && : >"$back/stopping" && : >"$back/switched" || return
        printf 'rollback 0\n' >"$back/undoing" && mv -T -- "$kept_undo" "$back/undo" || return
    fi
    mv -T -- "$back" "$change" && sync "$job"
}

# By hand.
rollback_app() {
    if [ ! -e "$change/undone" ] && ! is_undo_open; then
        step rollback take_kept_undo
    fi
    go_on_undoing
}

# The change holds: its way back takes the place of the one before.
keep_undo() {
    rm -rf --one-file-system -- "$kept_undo" && mv -T -- "$change/undo" "$kept_undo" && sync "$job" || return
    rm -rf --one-file-system -- "$change"
    untag_images "$kept_undo"
}
