# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh disable=SC2034,SC2154
# What this script is called with.

case ${1-} in
start)
    start "${2-}"
    exit ;;
heal)
    heal
    exit ;;
probe)
    read_first "$job/phase"
    [ "$line" = 'done unanswered' ] && answers || exit 1
    exec 9>>"$lock"
    flock -n 9 || exit 1
    read_first "$job/phase"
    [ "$line" != 'done unanswered' ] || set_phase 'done'
    exit ;;
esac

# As systemd-run and setsid get it already; for a job that is run by hand.
export APPMANAGE_JOB="$id"
take_lock
note "run $(date -u +%Y-%m-%dT%H:%M:%SZ)"

# The truth about containers is Docker's; those that are gone may have been started, too.
has_started() {
    # What an earlier version started has no mark of it, but what it kept.
    for file in started ran kept volumes; do
        [ ! -e "$job/$file" ] || return 0
    done
    until found=$(containers -q --no-trunc); do sleep 0.5; done
    [ -n "$found" ] || return 1
    # shellcheck disable=SC2086 # one word a container
    docker inspect --format '{{.State.StartedAt}}' $found | grep -qv '^0001-01-01T'
}

# After a cancel: all goes back to how it was before. What an app has written since it started is never deleted here.
grace=10
if is_cancelled; then
    grace=1
    audit canceled
    if [ "$kind" = update ]; then
        cancel_update
    elif [ "$kind" = backup ]; then
        cancel_backup
    elif [ "$before" = uninstalled ]; then
        put "$job/kind" 'uninstall uninstalled -'
    elif has_started; then
        put "$job/kind" 'stop stopped -'
    else
        put "$job/kind" 'uninstall gone -'
    fi
    read_kind
    rm -f "$job/audit"
    set_phase queued
fi

# A way back that has failed comes first: what the app would write now may be gone then.
case $kind in
install | start | restart | backup) if is_undo_open; then fail undo 1; fi ;;
esac
[ "$kind" = rollback ] || expire_undo

case $kind in
install) install ;;
update) update_app ;;
rollback) rollback_app ;;
start) start_app ;;
restart) restart_app ;;
stop) stop_app ;;
backup) back_up_app ;;
uninstall) uninstall "$grace" ;;
*) fail kind 1 ;;
esac
