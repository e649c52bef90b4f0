# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh disable=SC2034,SC2154 # jobs/run/files.sh and restic.sh come before it
# What a schedule starts: <data folder>/backups/<plan>/back-up. Backs up the plan's app, or all, one after the other, each
# by a job as the page would start it; then drops scheduled backups that are more than the plan keeps. Needs nothing but
# what is in the plan's folder, restic, Docker and util-linux. Exits with 1 if anything failed, and names the app.
set -u
umask 077
export LC_ALL=C.UTF-8 HOME="${HOME:-/root}"
PATH=${PATH:-/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin}

plan=$(cd "$(dirname "$0")" && pwd) || exit 1
data=$(dirname "$(dirname "$plan")")
value() { # file of the plan
    read_first "$plan/$1"
    printf '%s\n' "$line"
}
place=$(value place) restic_cache=$(value cache) only=$(value app)
# All of it now: the schedule may be changed or removed meanwhile.
run=$(cat "$plan/run") && start=$(cat "$plan/start") && read -r daily weekly monthly <"$plan/keep" || exit 1

result=success
complain() {
    printf '%s\n' "$*" >&2
    result=exit-code
}
finish() {
    [ ! -d "$plan" ] || put "$plan/last" "$(date -u +%Y-%m-%dT%H:%M:%SZ) $result"
    [ "$result" = success ]
    exit
}

# A repository that another server works on is free again some time.
patiently() { # restic's words
    tries=0
    while :; do
        said=$(restic_at "$place" "$@" 2>&1 >/dev/null) && return
        status=$?
        case $said in *'already locked'*) ;; *) return "$status" ;; esac
        tries=$((tries + 1))
        [ "$tries" -lt 20 ] || return "$status"
        sleep 30
    done
}

# Before an app is stopped for a backup that could not be stored.
look_at_place() {
    restic_is_usable
    case $? in
    0) ;;
    "$restic_is_missing") complain 'restic is not installed.'; return 1 ;;
    *) complain 'restic 0.14 or newer is needed.'; return 1 ;;
    esac
    if [ ! -d "$place" ]; then
        complain "The place for backups ${place##*/} does not exist any more."
        return 1
    fi
    # Only removes locks of processes that are gone.
    said=$(restic_seconds=120 && restic_at "$place" unlock 2>&1 >/dev/null) && return
    complain "The place for backups ${place##*/} can't be used: $said"
    return 1
}

# Why an app can't be backed up now, in $why.
is_ready() {
    job=$data/jobs/$id
    read_first "$job/kind"
    # shellcheck disable=SC2086 # words are wanted
    set -- $line
    wish=${2-}
    why='not installed'
    [ -d "$data/apps/$id" ] || return
    case $wish in running | stopped) ;; *) return 1 ;; esac
    why='another operation is in progress, or was interrupted'
    is_over || return
    why='its last change could not be undone'
    case $line in undo-failed* | failed\ undo\ *) return 1 ;; esac
}

start_job() {
    printf '%s\n' "$run" | sh -c "$start" start-job "$data" "$id" '' '' \
        staged '' with-images '' allow '' audit "user=schedule operation=AppBackup app=$id" \
        backup "$place schedule copy" kind "backup $wish $wish" 2>&1
}

# A job is at work as long as its lock is held, however long that is. One that was killed is started again by systemd.
await_job() {
    read_first "$job/ticket"
    ticket=${line%% *}
    idle=0
    until is_over; do
        if is_locked "$data/locks/$id"; then
            idle=0
            flock -w 3600 -s "$data/locks/$id" true
        else
            idle=$((idle + 1))
            [ "$idle" -le 600 ] || break
            sleep 0.1
        fi
    done
    phase=$line
    # One that has followed says nothing of it.
    read_first "$job/ticket"
    [ "${line%% *}" = "$ticket" ] || phase='unknown: another operation followed'
    read_first "$job/kind"
    case $line in backup\ *) ;; *) phase='canceled' ;; esac
}

back_up() { # id
    id=$1
    if ! is_ready; then
        # Of all apps only those that are installed are meant.
        if [ -z "$only" ] && [ "$why" = 'not installed' ]; then return 1; fi
        complain "$id: not backed up: $why"
        return 1
    fi
    said=$(start_job)
    case $? in
    0) ;;
    75) complain "$id: not backed up: another operation is in progress"; return 1 ;;
    *) complain "$id: the backup could not be started: $said"; return 1 ;;
    esac
    await_job
    case $phase in
    'done' | done\ *) printf '%s: backed up\n' "$id" ;;
    *) complain "$id: the backup failed: $phase"; return 1 ;;
    esac
}

# Where nothing is to be dropped, nothing is: the server of an append-only repository would refuse it.
is_dropping() { [ "$((daily + weekly + monthly))" -gt 0 ]; }

drop_old() { # id
    id=$1
    set -- --tag "appmanage,app:$id,reason:schedule" --host "$(uname -n)" --group-by host
    [ "$daily" = 0 ] || set -- "$@" --keep-daily "$daily"
    [ "$weekly" = 0 ] || set -- "$@" --keep-weekly "$weekly"
    [ "$monthly" = 0 ] || set -- "$@" --keep-monthly "$monthly"
    patiently forget --quiet "$@" || complain "$id: old backups could not be dropped: $said"
}

# Once a week for each place, whichever schedules use it.
clean() {
    read_first "$place/cleaned"
    today=$(($(date +%s) / 86400))
    case $line in
    '' | *[!0-9]*) ;;
    *) if [ "$today" -ge "$line" ] && [ "$((today - line))" -lt 7 ]; then return; fi ;;
    esac
    if is_dropping && ! patiently prune --quiet; then
        complain "The repository could not be pruned: $said"
        return
    fi
    patiently check --quiet || { complain "The repository is damaged, or could not be checked: $said"; return; }
    put "$place/cleaned" "$today"
}

look_at_place || finish
saved=
if [ -n "$only" ]; then
    if back_up "$only"; then saved=$only; fi
else
    for folder in "$data"/apps/*/; do
        app=${folder%/}
        app=${app##*/}
        case $app in '' | *[!a-z0-9]*) continue ;; esac
        if back_up "$app"; then saved="$saved $app"; fi
    done
fi
if is_dropping; then
    for app in $saved; do drop_old "$app"; done
fi
[ -z "$saved" ] || clean
finish
