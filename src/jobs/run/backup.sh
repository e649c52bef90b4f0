# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh disable=SC2034,SC2154
# Backing up an app: what it consists of is gathered in a tree, and restic uploads that. By its method
#   copy    the app is stopped while its data is copied on this server, and runs again during the upload
#   pause   likewise, but its containers are only paused
#   stop    nothing is copied: the app is stopped until all is uploaded
#
# `backup` has the folder of the place, the reason and the method. While the job is at work there is `upload`:
#   tree      record.json, library, ran, definition (the app's folder without its data), data and its lists: see undo.sh
#   running   the containers that ran before, in the order of their start
#   halted, saved, started   marks of how far the backup is, whoever kills the job

upload=$job/upload
tree=$upload/tree
restic_cache=/var/cache/appmanage/restic

upload_mark() { # name
    : >"$upload/$1" && sync "$upload/$1" "$upload"
}

# A lock of a process that is gone is removed; then this fails without the repository, its password, or a network.
check_place() {
    restic_is_usable || {
        code=$?
        restic version 2>&1 || :
        return "$code"
    }
    restic_seconds=120
    restic_at "$place_folder" unlock && restic_at "$place_folder" --no-lock cat config >/dev/null
    code=$?
    restic_seconds=
    [ "$code" = 0 ] || explain "$place_folder"
    return "$code"
}

# Whether files of a folder can be cloned into the job's: then a copy takes no room.
can_clone() { # folder
    [ "$(stat -c %d -- "$1")" = "$(stat -c %d -- "$job")" ] || return
    : >"$upload/probe" && cp --reflink=always -- "$upload/probe" "$upload/clone"
} 2>/dev/null

bytes_of() { # folder or file
    bytes=$(timeout -s KILL 600 du -s -x --apparent-size -B 1 -- "$1" 2>/dev/null | cut -f 1)
    echo "${bytes:-0}"
}

# Prints paths of all data. Needs the lists.
data_paths() {
    while read -r name; do
        path=$(place_of "$name") || return
        [ -z "$path" ] || printf '%s\n' "$path"
    done <"$tree/volumes"
    while read -r path; do
        if is_link_on "$app/$path"; then printf '%s: a link\n' "$path" >&2 && return 1; fi
        if [ -e "$app/$path" ]; then printf '%s\n' "$app/$path"; fi
    done <"$tree/folders"
}

# Prints what the app mounts and the backup lacks: volumes whose data is elsewhere, and what is the server's own. Needs $ours.
unsaved() {
    while read -r name; do
        path=$(place_of "$name") || return
        [ -n "$path" ] || printf '%s\n' "$name"
    done <"$tree/volumes"
    [ -n "$ours" ] || return 0
    # shellcheck disable=SC2086 # one word a container
    found=$(docker inspect --format '{{range .Mounts}}{{if eq .Type "bind"}}{{println .Source}}{{end}}{{end}}' $ours) || return
    printf '%s\n' "$found" | sort -u | while read -r path; do
        case $path/ in
        / | "$app"/*) ;;
        /proc/* | /sys/* | /dev/* | /run/* | /var/run/* | /lib/modules/* | /etc/localtime/ | /etc/timezone/) ;;
        *) printf '%s\n' "$path" ;;
        esac
    done
}

of_record() { grep -o "\"$1\":\"[^\"\\\\]*\"" "$tree/record.json" | head -n 1 | cut -d '"' -f 4; }

# Before anything is stopped.
gather() {
    rm -rf --one-file-system -- "$upload" && mkdir -p -- "$tree" && cd -- "$job" || return
    for file in record.json library ran nameless; do
        [ ! -e "$file" ] || cp -a -- "$file" "$tree/" || return
    done
    ours=$(owned_containers) && find_data "$tree" || return
    while read -r name; do
        key=$(docker volume inspect --format '{{with .Labels}}{{index . "com.docker.compose.volume"}}{{end}}' "$name") || return
        printf '%s %s\n' "$name" "${key:--}"
    done <"$tree/volumes" >"$tree/keys"
    found=$(containers -q --no-trunc --filter status=running --filter status=restarting) || return
    # shellcheck disable=SC2086 # one word a container
    [ -z "$found" ] || docker inspect --format '{{.State.StartedAt}} {{.Id}}' $found | sort | cut -d ' ' -f 2 >"$upload/running"
    [ -e "$upload/running" ] || : >"$upload/running"
    paths=$(data_paths) && unsaved >"$upload/unsaved" || return
    total=0 needed=0
    while read -r path; do
        [ -n "$path" ] || continue
        size=$(bytes_of "$path")
        total=$((total + size))
        can_clone "$path" || needed=$((needed + size))
    done <<END
$paths
END
    echo "$total" >"$upload/bytes"
    version=$(sed -n 's/^W9_VERSION=//p' "$allowed/env" 2>/dev/null | tail -n 1 | tr -d "\"' ")
    printf '%s\n' "${version:-$(of_record version)}" >"$upload/version"
    free=$(df --output=avail -B 1 -- "$job" | tail -n 1)
    if [ "$method" != stop ] && [ "$((needed + 67108864))" -gt "$free" ]; then
        echo "no space left on device: the copy takes $needed bytes, and $free are free; the method \"stop\" makes no copy"
        return 1
    fi
    upload_mark gathered
}

# The app's folder without its data, and all that its library had there: what an app mounts may be either. What an app
# writes to its folder may be anything: no link is followed.
copy_definition() {
    rm -rf -- "$tree/definition" && mkdir -- "$tree/definition" || return
    {
        printf '%s\n' .env docker-compose.yml
        # shellcheck disable=SC2086 # one word a name
        printf '%s\n' $override_names
        sed -n 's/^[0-9a-f]*  \.\///p' "$job/library/files" 2>/dev/null
    } | sort -u | while read -r path; do
        if ! is_link_on "$app/$path" && [ -f "$app/$path" ]; then printf '%s\n' "$path"; fi
    done >"$upload/files"
    tar --create --directory "$app" --file "$upload/definition" --no-recursion --verbatim-files-from \
        --files-from="$upload/files" || return
    # Of an app whose whole folder is data, no more is known.
    if ! grep -qx . "$tree/folders"; then
        sed 's/^/.\//' "$tree/folders" >"$upload/without"
        tar --append --directory "$app" --file "$upload/definition" --one-file-system --anchored --no-wildcards \
            --exclude-from="$upload/without" . || return
    fi
    tar --extract --directory "$tree/definition" --preserve-permissions --file "$upload/definition" &&
        rm -f -- "$upload/definition"
}

save_tree() { copy_definition && copy_data "$tree"; }

# Paths of data, and where they belong in the tree, in turn.
list_binds() {
    while read -r name; do
        path=$(place_of "$name") || return
        [ -z "$path" ] || printf '%s\n' "$path" "$tree/data/volumes/$name"
    done <"$tree/volumes" >"$upload/binds"
    number=0
    while read -r path; do
        number=$((number + 1))
        if is_link_on "$app/$path"; then printf '%s: a link\n' "$path" && return 1; fi
        [ ! -e "$app/$path" ] || printf '%s\n' "$app/$path" "$tree/data/folders/$number"
    done <"$tree/folders" >>"$upload/binds"
    rm -rf -- "$tree/data" && mkdir -p -- "$tree/data/volumes" "$tree/data/folders" || return
    cat >"$upload/bind" <<'END'
list=$1
shift
while read -r source && read -r target; do
    if [ -d "$source" ]; then mkdir -p -- "$target"; else : >"$target"; fi && mount --bind -- "$source" "$target" || exit
done <"$list"
exec "$@"
END
}

halt() {
    case $method in
    pause)
        running=$(containers -q --no-trunc --filter status=running) || return
        # shellcheck disable=SC2086 # one word a container
        [ -z "$running" ] || docker pause $running ;;
    *) stop_all ;;
    esac
}

# Those that ran, as Docker does after a reboot. One that is gone is not the backup's to make.
start_again() {
    unpause || return
    there=$(containers -q --no-trunc) || return
    failed=0
    while read -r container; do
        printf '%s\n' "$there" | grep -qxF -e "$container" || continue
        docker start "$container" >/dev/null || failed=1
    done <"$upload/running"
    return "$failed"
}

# A tag has no comma.
tag_value() { printf '%s' "$1" | tr -c 'A-Za-z0-9._+/-' _ | cut -c 1-200; }

# Another server's prune has the repository for itself for a while.
upload_tree() {
    set -- --tag appmanage --tag "app:$id" --tag "name:$(tag_value "$(of_record name)")" \
        --tag "version:$(tag_value "$(cat -- "$upload/version")")" --tag "reason:$reason" \
        --tag "bytes:$(cat -- "$upload/bytes")"
    while read -r name; do
        [ -n "$name" ] || continue
        set -- "$@" --tag "unsaved:$(tag_value "$name")"
    done <<END
$(head -n 20 -- "$upload/unsaved" 2>/dev/null)
END
    within=
    if [ "$method" = stop ]; then
        within="unshare --mount --propagation private sh $upload/bind $upload/binds"
    fi
    since=$(uptime)
    while :; do
        size=$(wc -c <"$job/log")
        restic_at "$place_folder" backup --json --host "$(uname -n)" "$@" -- "$tree"
        code=$?
        if [ "$code" = 0 ] || [ "$(($(uptime) - since))" -ge 900 ]; then break; fi
        tail -c "+$((size + 1))" "$job/log" | grep -q 'already locked' || break
        sleep 5
    done
    within=
    return "$code"
}

# A change can have a backup of before: it is gathered and copied with the way back, and uploaded once the change is done.
look_at_place() {
    [ -s "$change/place" ] || return 0
    read_first "$change/place"
    place_folder=$line
    step place check_place
}

gather_before() {
    [ -s "$change/place" ] || return 0
    # Needs no room of its own.
    method=stop
    step gather gather
    cp -- "$change/place" "$upload/place" || fail gather 1
}

# The copy of the way back is never written to: links to its files take no room.
save_before() {
    copy_definition || return
    rm -rf --one-file-system -- "$tree/data"
    if [ -d "$change/undo/data" ] && cmp -s "$change/undo/volumes" "$tree/volumes" &&
        cmp -s "$change/undo/folders" "$tree/folders"; then
        cp -a --link -- "$change/undo/data" "$tree/data" && return
        rm -rf --one-file-system -- "$tree/data"
    fi
    copy_data "$tree"
}

# The change is done, whatever becomes of it.
not_uploaded=
upload_before() {
    [ -s "$upload/place" ] || return 0
    read_first "$upload/place"
    place_folder=$line reason=update method=copy
    phase uploading
    step optional upload_tree || not_uploaded=yes
    [ ! "$not_uploaded" ] || audit backup-failed
    rm -rf --one-file-system -- "$upload"
}

resume_app() {
    [ -e "$upload/halted" ] && [ ! -e "$upload/started" ] || return 0
    phase starting
    step optional start_again || start_failed=yes
    upload_mark started
}

# Whatever becomes of the backup, the app runs again.
backup_failed() { # step, exit status
    fallback=
    resume_app
    rm -rf --one-file-system -- "$upload"
}

back_up_app() {
    read_first "$job/backup"
    # shellcheck disable=SC2086 # words are wanted
    set -- $line
    place_folder=$1 reason=$2 method=$3 start_failed=
    fallback=backup_failed
    if [ ! -e "$upload/gathered" ]; then
        phase checking
        step place check_place
        step gather gather
    fi
    # Of an app that does not run nothing changes meanwhile, and nothing has to be copied.
    if [ -s "$upload/running" ] && [ ! -e "$upload/halted" ]; then
        upload_mark halted || fail save 1
    fi
    if [ -e "$upload/halted" ] && [ ! -e "$upload/started" ] && [ ! -e "$upload/saved" ]; then
        phase stopping
        step stop halt
    fi
    if [ ! -e "$upload/saved" ]; then
        phase saving
        if [ "$method" = stop ]; then
            step save copy_definition
            step save list_binds
        else
            step save save_tree
            upload_mark saved || fail save 1
        fi
    fi
    # Until then it is stopped.
    if [ "$method" != stop ]; then
        resume_app
        phase uploading
    fi
    step upload upload_tree
    resume_app
    fallback=
    rm -rf --one-file-system -- "$upload"
    [ -z "$start_failed" ] || fail start 1
    finish 'done'
}

cancel_backup() {
    start_failed=
    if [ -e "$upload/halted" ] && [ ! -e "$upload/started" ]; then
        set_phase starting
        start_again >>"$job/log" 2>&1
    fi
    rm -rf --one-file-system -- "$upload"
    set_phase restored cancel 0
    exit 0
}
