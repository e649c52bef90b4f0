# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh disable=SC2034,SC2154
# Changing an app: another version, other settings. See undo.sh for the way back.
#
# `staged` names the folder of the job's that AppUpdate has prepared; while the job is at work it is `change`. There:
#   files     the new definition, where no container reaches it
#   put       paths of those files that replace, or are added to, the app's own; `drop`: paths that go
#   job       files of the job's folder for the new definition
#   library   what the library had, for the next comparison
#   save      is there if the data has to be saved
#   new-images   is there if the tags are pulled anew
#   from      is there if the data comes from a backup: see restore.sh
#   place     is there for a backup of before the change: the folder of the place
#   stopping, saved, switched, undoing, undone   marks of how far the change is, whoever kills the job

change=$job/change
changing='images probe refresh pull network'

mark() { # name
    : >"$change/$1" && sync "$change/$1" "$change"
}

# What is tried again after a crash is there; what an earlier change has left is not in the way.
take_staged() {
    read_first "$job/staged"
    [ -n "$line" ] && [ -d "$job/$line" ] || return 0
    rm -rf -- "$change" && mv -T -- "$job/$line" "$change" && sync "$job"
}

# The change is over but for its phase.
was_finished() {
    read_first "$job/ticket"
    ticket=${line%% *}
    read_first "$kept_undo/ticket"
    [ ! -d "$change" ] && [ -n "$ticket" ] && [ "$line" = "$ticket" ]
}

staged_compose() { # how it tells its progress, its words
    set -- --progress "$@"
    # shellcheck disable=SC2046 # one word an option
    compose_in "$change/files" -p "$id" --project-directory "$change/files" --env-file .env \
        $(compose_files "$change/files") "$@"
}

staged_images_are_there() {
    [ ! -s "$change/job/images" ] ||
        xargs -d '\n' docker image inspect --format '{{.Id}}' -- <"$change/job/images" >/dev/null 2>&1
}

# An update to new images is to the registry's, and to no others.
staged_images_will_do() { [ ! -e "$change/new-images" ] && staged_images_are_there; }

staged_pull() {
    if [ -e "$change/new-images" ]; then policy=always; else policy=missing; fi
    # shellcheck disable=SC2046 # one word a service
    staged_compose "$(pull_progress)" pull --policy "$policy" $(cat "$change/job/pull" 2>/dev/null || echo --ignore-buildable)
}

# The app runs meanwhile.
pull_staged() {
    if [ ! -e "$change/job/refresh" ] && staged_images_will_do; then return; fi
    # All of its images are built here.
    if [ -e "$change/job/pull" ] && [ ! -s "$change/job/pull" ]; then return; fi
    take_turn
    phase pulling
    pull_or_refresh staged_images_will_do staged_pull
    leave_queue
}

# As it will be in the app's own folder.
staged_model() {
    text=$(limit=10 staged_compose plain config --format json) || return
    model=$(with_plain_keys "$text" | from=$change/files to=$app awk '
        BEGIN { from = ENVIRON["from"]; to = ENVIRON["to"] }
        {
            line = ""
            while (at = index($0, from)) {
                line = line substr($0, 1, at - 1) to
                $0 = substr($0, at + length(from))
            }
            print line $0
        }')
    put "$change/model.json" "$model"
}

# For a new file; as the library's folders are, which containers read as users of their own.
make_parents() { # path below the folder
    rest=$1
    made=
    while case $rest in */*) true ;; *) false ;; esac; do
        made=${made:+$made/}${rest%%/*}
        rest=${rest#*/}
        [ -d "$app/$made" ] || { mkdir -- "$app/$made" && chmod --reference="$change/files/$made" -- "$app/$made"; } || return
    done
}

# Nothing of the app runs, so no path is exchanged between look and use. What was moved before a crash is there.
switch_files() {
    while read -r path; do
        [ -e "$change/files/$path" ] || continue
        if is_link_on "$app/$path"; then printf '%s: a link\n' "$path" && return 1; fi
        make_parents "$path" && mv -f -T -- "$change/files/$path" "$app/$path" || return
    done <"$change/put"
    while read -r path; do
        if is_link_on "$app/$path"; then printf '%s: a link\n' "$path" && return 1; fi
        rm -f -- "$app/$path" || return
    done <"$change/drop"
    for file in $changing; do
        rm -f -- "$job/$file" || return
        [ ! -e "$change/job/$file" ] || cp -- "$change/job/$file" "$job/$file" || return
    done
    # Pins are of services as they were.
    rm -f -- "$job/images.json" "$job/pinned" "$job/nameless.json" "$job/returned"
    # The way back has what the app ran.
    [ ! -e "$change/new-images" ] || rm -f -- "$job/ran" || return
    forget_services || return
    if [ -d "$change/library" ]; then
        rm -rf -- "$job/library" && cp -a -- "$change/library" "$job/library" || return
    fi
    sync -f "$job"
}

# Volumes without a name of services that are no more: nothing is mounted, and nothing is forgotten.
forget_services() {
    [ -s "$job/nameless" ] || return 0
    awk 'NR == FNR { there[$1] = 1; next } !($1 in there) { print $2 }' "$change/services" "$job/nameless" >"$job/others" &&
        awk 'NR == FNR { there[$1] = 1; next } $1 in there' "$change/services" "$job/nameless" >"$job/nameless.new" &&
        mv -f -- "$job/nameless.new" "$job/nameless" || return
    if [ -s "$job/others" ]; then cat -- "$job/others" >>"$job/volumes"; fi
    rm -f -- "$job/others"
}

links() { printf '%s\n' "$1" | grep -F -e ' -> ' | sort; }

# What is in the app's folder now has to be what AppUpdate checked, and where a path leads must not be news.
is_as_staged() {
    [ "$model" = "$(cat -- "$change/model.json")" ] || { echo 'The definition is not the one that was checked.' && return 1; }
    news=$(links "$places" | grep -vxF -e "$(links "$(cat -- "$change/undo/allowed/places" 2>/dev/null)")")
    [ -z "$news" ] || { printf 'new links: %s\n' "$news" && return 1; }
}

switch() {
    mark switched || fail switch 1
    step switch switch_files
    if [ -e "$change/from" ]; then step load load_folders "$change/fetched/tree"; fi
    step config read_definition
    step definition is_as_staged
    step config keep_definition
}

# A line a container that is to be there: its state, how often docker has restarted it, its exit code and health.
watched() {
    found=$(containers -q --no-trunc --filter label=com.docker.compose.oneoff=False) || return
    [ -n "$found" ] || return 0
    # shellcheck disable=SC2086 # one word a container
    docker inspect --format \
        '{{.State.Status}} {{.RestartCount}} {{.State.ExitCode}} {{with .State.Health}}{{.Status}}{{end}} {{.ID}}' $found
}

# Seconds that a new version has to work without a crash before it counts.
trial=${APPMANAGE_TRIAL:-15}

stays_ready() {
    [ "$ready" ] || { [ "$now" ] && ! printf '%s\n' "$now" | grep -qvE '^exited Exited \(0\)'; } || {
        echo 'The app did not become ready.'
        return 1
    }
    since=$(uptime)
    first=
    while :; do
        seen=$(watched) || { sleep 0.5; continue; }
        [ "$(daemon)" = "$docker" ] || return 75
        if printf '%s\n' "$seen" | grep -E '^(restarting|dead) | unhealthy |^exited [0-9]+ [1-9]'; then
            echo 'A container failed.'
            return 1
        fi
        crashes=$(printf '%s\n' "$seen" | cut -d ' ' -f 2,5)
        [ -n "$first" ] || first=$crashes
        if [ "$crashes" != "$first" ]; then
            echo 'A container crashed.'
            return 1
        fi
        [ "$(($(uptime) - since))" -lt "$trial" ] || return 0
        sleep 1
    done
}

# Another docker starts the containers again, and the trial begins anew.
watch() {
    while :; do
        await_ready
        phase watching
        docker=$(daemon)
        stays_ready >>"$job/log" && return
        [ "$?" = 75 ] || fail ready 1
        may_be_lost=yes
        step create bring_up
    done
}

# What is not begun leaves nothing; the rest is undone.
cancel_update() {
    if was_finished; then
        rm -rf --one-file-system -- "$upload"
        set_phase 'done' && exit 0
    fi
    if [ -e "$change/stopping" ]; then
        [ -e "$change/undone" ] || put "$change/undoing" 'cancel 0'
        return
    fi
    read_first "$job/staged"
    if [ -n "$line" ]; then rm -rf -- "${job:?}/$line"; fi
    rm -rf --one-file-system -- "$change" "$upload"
    set_phase restored cancel 0
    exit 0
}

update_app() {
    if was_finished; then
        upload_before
        finish 'done'
    fi
    if is_undo_open && [ -n "$(cat -- "$job/staged" 2>/dev/null)" ] && [ -d "$job/$(cat -- "$job/staged")" ]; then fail undo 1; fi
    take_staged || fail stage 1
    go_on_undoing
    [ -d "$change/files" ] || fail stage 1
    fallback=give_up
    if [ ! -e "$change/stopping" ]; then
        phase checking
        check_definition
        look_at_place
        pull_staged
        if [ -e "$change/from" ]; then
            phase restoring
            step restore fetch_data "$change/from" "$change/fetched"
        fi
        phase staged
        step config staged_model
        step stage keep_way_back
        gather_before
        mark stopping || fail stage 1
    fi
    if [ ! -e "$change/switched" ]; then
        phase stopping
        step stop stop_all
        phase saving
        step save keep_files
        if [ -e "$change/save" ] && [ ! -e "$change/saved" ]; then step save save_data; fi
        if [ -e "$upload/place" ]; then step save save_before; fi
        mark saved || fail save 1
    fi
    phase switching
    switch
    phase starting
    make_network
    check_places
    step pull pin_images
    if [ -e "$change/from" ]; then
        step create make_containers
        step load load_volumes "$change/fetched/tree"
    fi
    step create bring_up
    : >"$job/started"
    watch
    keep_images
    keep_volumes
    if [ "$formerly" = stopped ]; then step stop stop_all; fi
    fallback=
    step keep keep_undo
    upload_before
    finish 'done' ${not_uploaded:+backup-failed}
}
