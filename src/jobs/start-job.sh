# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh disable=SC2034,SC2154 # run/files.sh comes before it
# Arguments: data folder, id, "resume" or "", a line for the journal or "", then name and content of the job's files in
# turn; one without content is removed. Input: the script `run`. The phase is written last: who finds the job unfinished
# finds everything else. Exit status 75: another job is at work, or was since the caller looked; its kind is on standard
# output.
set -u
umask 077
data=$1 id=$2 resume=$3 trail=$4
shift 4
job=$data/jobs/$id
lock=$data/locks/$id

refuse() {
    printf '%s\n' "$*" >&2
    exit 1
}

mkdir -p -- "$job" "$data/locks" || exit 1
if [ -L "$lock" ] || { [ -e "$lock" ] && [ ! -f "$lock" ]; }; then refuse "$lock: not a regular file"; fi
exec 9>>"$lock" || exit 1

busy() {
    read_first "$job/kind"
    printf '%s\n' "${line%% *}"
    exit 75
}

flock -w 2 9 || busy
cd -- "$job" || exit 1

# Before its first run the job is claimed by the caller, and has no script yet.
if [ -e run ] && [ -e phase ] && ! is_over; then
    # Asked for a moment ago, or about to be started again by systemd.
    is_asked && [ "$resume" != resume ] && busy
    case $(systemctl is-active "appmanage-$id.service" 2>/dev/null) in active | activating | deactivating) busy ;; esac
elif [ "$resume" = resume ] && { [ ! -e phase ] || is_over; }; then
    exit 0
fi
if [ "$resume" = resume ] && [ -e run ]; then
    exec 9>&-
    exec sh "$job/run" start anew
fi

second() { printf '%s\n' "${2-}"; }
content_of() { # file, then names and contents
    file=$1
    shift
    while [ "$#" -gt 1 ] && [ "$1" != "$file" ]; do shift 2; done
    printf '%s\n' "${2-}"
}

# A change or a backup leaves an app as it is wanted. Since its caller looked, another admin may have stopped or uninstalled the app.
asked=$(content_of kind "$@")
case $asked in
update\ * | rollback\ * | backup\ *)
    read_first kind
    # shellcheck disable=SC2086 # words are wanted
    [ -z "$line" ] || [ "$(second $line)" = "$(second $asked)" ] || busy ;;
esac

# A script that is the same is not written at all.
script=$(cat)
if printf '%s\n' "$script" | cmp -s - run; then script=; fi

if [ "$resume" = resume ] && [ -s ticket ]; then
    read_first ticket
    ticket=${line%% *}
else
    ticket=$(next_ticket "$data/jobs") || refuse "$data/jobs/tickets: can't be written"
fi
set -- "$@" ticket "$ticket $(uptime)"

# All at once: a process for each would be most of the time that this takes. Fails on a full disk, with nothing changed.
put_all() {
    rm -rf new && mkdir new || return
    if [ -n "$script" ]; then printf '%s\n' "$script" >new/run || return; fi
    while [ "$#" -gt 1 ]; do
        if [ -n "$2" ]; then printf '%s\n' "$2" >"new/$1" || return; fi
        shift 2
    done
    sync new/* && mv -f -- new/* . && rmdir new
} 2>/dev/null

# With no room but that of the files that are there.
put_each() {
    rm -rf new
    [ -z "$script" ] || refuse "$job: no space left on device"
    while [ "$#" -gt 1 ]; do
        if [ -n "$2" ]; then put "$job/$1" "$2" || refuse "$job/$1: can't be written"; fi
        shift 2
    done
}

put_all "$@" || { rm -f spare && put_all "$@"; } || put_each "$@"
while [ "$#" -gt 1 ]; do
    if [ -z "$2" ] && [ -e "$1" ]; then rm -f -- "$1"; fi
    shift 2
done
put "$job/phase" queued || refuse "$job/phase: can't be written"
sync . 2>/dev/null
[ -z "$trail" ] || logger -t appmanage -- "$trail result=ok" 2>/dev/null
exec 9>&-
exec sh "$job/run" start anew
