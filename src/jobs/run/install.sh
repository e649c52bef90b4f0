# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh disable=SC2034,SC2154
# Installing an app, and starting, stopping and restarting one.

install() {
    if [ -s "$job/rehearsal" ]; then fallback=rehearsal_failed; fi
    check_definition
    take_turn
    phase pulling
    get_images
    bring_data
    create
    await_ready
    rehearsed ok
    finish 'done' ${unanswered:+unanswered}
}

# Whether a container runs that Docker does not start again.
runs_once() {
    found=$(containers -q --no-trunc --filter status=running) && [ -n "$found" ] || return
    # shellcheck disable=SC2086 # one word a container
    docker inspect --format '{{.HostConfig.RestartPolicy.Name}}' $found | grep -qxE '(no)?'
}

# Whether a container runs, or all of them have done their work. One that runs once may exit right after its start, so it
# has to run for a second.
works() {
    if runs_once; then sleep 1; fi
    now=$(states) || return
    printf '%s\n' "$now"
    case $now in
    "") return 1 ;;
    running* | restarting* | *"
running"* | *"
restarting"*) return 0 ;;
    esac
    ! printf '%s\n' "$now" | grep -qvE '^exited Exited \(0\)'
}

# Makes what is missing and recreates what can't start. Takes its turn only where something has to be pulled.
bring_back() {
    if ! images_are_there || [ -s "$job/pinned" ]; then
        take_turn
        phase pulling
        get_images
    elif have_names_moved; then
        step pull pin_images
    fi
    create
    step start works
}

start_app() {
    phase starting
    check_definition
    bring_back
    finish 'done'
}

stop_all() {
    found=$(containers -q --no-trunc) || return
    [ -n "$found" ] || return 0
    unpause || return
    # What starts "always" starts with Docker though it was stopped, so what is stopped is that no more.
    # shellcheck disable=SC2086
    docker inspect --format '{{.HostConfig.RestartPolicy.Name}} {{.Id}}' $found | sed -n 's/^always //p' |
        xargs -r docker update --restart unless-stopped >/dev/null || return
    # In the order of dependencies, by compose's labels: it reads no file for that. It knows projects by name alone.
    if [ "$(docker ps -aq --filter "label=com.docker.compose.project=$id" | wc -l)" = "$(containers -q | wc -l)" ]; then
        compose_in "$job" -p "$id" --progress plain stop
    fi
    running=$(containers -q --no-trunc --filter status=running --filter status=restarting) || return
    # shellcheck disable=SC2086
    [ -z "$running" ] || docker stop $running
}

stop_app() {
    phase stopping
    step stop stop_all
    finish 'done'
}

restart_app() {
    phase stopping
    check_definition
    step stop stop_all
    phase starting
    bring_back
    finish 'done'
}
