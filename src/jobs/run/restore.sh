# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh disable=SC2034,SC2154
# Bringing an app's data back from a backup. The file `from`, of a job that installs an app or in the folder of a change, has
# the folder of the place, the backup's id, the folder that it was made of, and how many bytes it has.

# A repository may hold anything: a backup with links in place of its folders and lists, or with names that Docker does not
# allow, is not used.
is_sound() { # tree
    for path in "" /data /data/volumes /data/folders; do
        if [ ! -d "$1$path" ] || [ -L "$1$path" ]; then return 1; fi
    done
    for file in volumes folders keys; do
        if [ ! -f "$1/$file" ] || [ -L "$1/$file" ]; then return 1; fi
    done
    [ ! -L "$1/nameless" ] || return
    word='[A-Za-z0-9][A-Za-z0-9_.-]*'
    if grep -qvxE -e "$word (-|$word)" "$1/keys"; then return 1; fi
    [ -z "$(find "$1/data/volumes" "$1/data/folders" -mindepth 1 -maxdepth 1 ! -type d ! -type f)" ]
}

# The file system has room for it.
fetch_data() { # file `from`, folder that gets it
    read -r place_folder snapshot source bytes <"$1" || return
    free=$(df --output=avail -B 1 -- "$job" | tail -n 1)
    if [ "$((${bytes:-0} + 67108864))" -gt "$free" ]; then
        echo "no space left on device: the backup has $bytes bytes, and $free are free"
        return 1
    fi
    rm -rf --one-file-system -- "$2" && mkdir -p -- "$2/raw" || return
    set -- "$2" --include "$source/data" --include "$source/volumes" --include "$source/folders" --include "$source/keys" \
        --include "$source/nameless"
    into=$1
    shift
    restic_at "$place_folder" restore "$snapshot" --target "$into/raw" "$@" && take_tree "$into" "$source" || return
    if ! is_sound "$into/tree"; then
        echo 'not a backup of an app'
        return 1
    fi
    sync -f "$into"
}

# The containers are there, and nothing runs.
load_volumes() { # tree
    there=$(docker volume ls --filter "$filter" --format '{{.Label "com.docker.compose.volume"}} {{.Name}}') || return
    ours=$(owned_containers) && mounted=$(mounts) || return
    while read -r name key; do
        [ -d "$1/data/volumes/$name" ] || continue
        if [ "$key" != - ]; then
            to=$(printf '%s\n' "$there" | awk -v key="$key" '$1 == key { print $2; exit }')
        else
            # By the service that had it, and its path there.
            mount=$(awk -v name="$name" '$2 == name { print $1 " " $3; exit }' "$1/nameless" 2>/dev/null)
            to=$(printf '%s\n' "$mounted" | awk -v mount="$mount" '$1 " " $3 == mount { print $2; exit }')
        fi
        if [ -z "$to" ]; then
            printf 'volume %s: the app has none for it\n' "$name"
            [ "$key" = - ] && continue
            return 1
        fi
        path=$(place_of "$to") || return
        if [ -z "$path" ]; then
            printf 'volume %s: not on this server\n' "$to"
            continue
        fi
        put_back "$1/data/volumes/$name" "$path" || return
    done <"$1/keys"
    sync
}

# Of an app whose whole folder is data, what it is made of stays as it is now.
load_folder() { # copy
    rm -rf -- "$1.own" && mkdir -- "$1.own" || return
    for file in .env docker-compose.yml $override_names; do
        if [ -f "$app/$file" ] && [ ! -L "$app/$file" ]; then cp -a -- "$app/$file" "$1.own/" || return; fi
    done
    put_back "$1" "$app" && chmod 0700 -- "$app" && cp -a -- "$1.own/." "$app/"
}

# Before there are containers: Docker makes a folder of whatever file is not there.
load_folders() { # tree
    number=0
    while read -r path; do
        number=$((number + 1))
        from=$1/data/folders/$number
        [ -e "$from" ] || continue
        case /$path/ in */../* | *//*) printf '%s: not below the folder\n' "$path" && return 1 ;; esac
        if [ "$path" = . ]; then
            load_folder "$from" || return
            continue
        fi
        if is_link_on "$app/$path"; then printf '%s: a link\n' "$path" && return 1; fi
        mkdir -p -- "$(dirname "$app/$path")" && put_back "$from" "$app/$path" || return
    done <"$1/folders"
}


# Of a new app. Others need not wait for it.
bring_data() {
    [ -s "$job/from" ] && [ ! -e "$job/loaded" ] || return 0
    leave_queue
    phase restoring
    if [ ! -e "$job/fetched/tree" ]; then step restore fetch_data "$job/from" "$job/fetched"; fi
    step load load_folders "$job/fetched/tree"
    # What configuration files say is a part of what was allowed.
    step config read_definition
    step config keep_definition
    make_network
    check_places
    step create make_containers
    step load load_volumes "$job/fetched/tree"
    : >"$job/loaded" && sync "$job/loaded"
    rm -rf --one-file-system -- "$job/fetched"
}

# A rehearsal shows that a backup can be restored: what comes of it is kept, and then the app goes again.
rehearsed() { # ok or failed
    [ -s "$job/rehearsal" ] || return 0
    fallback=
    read_first "$job/rehearsal"
    mkdir -p -- "$data/rehearsals" && printf '%s %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$1" >"$data/rehearsals/$line"
    audit "rehearsed-$1"
    rm -f -- "$job/audit"
    put "$job/kind" 'uninstall gone -'
    read_kind
    uninstall 10
}

rehearsal_failed() { rehearsed failed; }
