# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh disable=SC2034,SC2154 # run/files.sh comes before it
# Arguments: data folder, id, a line for the journal. Input: the script `run`. First the job counts as cancelled, so that
# it is not resumed as it was. Then its processes get three seconds before they are killed. The job that follows undoes what it did. Exit status
# 76: no job can be cancelled.
set -u
umask 077
data=$1 id=$2 trail=$3
job=$data/jobs/$id
lock=$data/locks/$id
[ -d "$job" ] || exit 76
script=$(cat)

read_first "$job/kind"
case ${line%% *} in install | update | start | restart | backup | "") ;; *) exit 76 ;; esac
if [ ! -e "$job/phase" ] || is_over; then exit 76; fi

# Only processes of the job's owner: any user can start one that carries the variable.
owner=$(stat -c %u -- "$job")
workers() {
    grep -lzsx -- "APPMANAGE_JOB=$id" /proc/[0-9]*/environ | while read -r file; do
        process=${file%/environ}
        [ "$(stat -c %u -- "$process" 2>/dev/null)" != "$owner" ] || echo "${process#/proc/}"
    done
}

put "$job/phase" cancelled || exit 1
if [ -d /run/systemd/system ]; then
    systemctl stop "appmanage-$id.service" 2>/dev/null || true
fi
# What waits for a slow disk is gone when the disk has answered.
for signal in TERM TERM TERM KILL KILL KILL KILL KILL KILL KILL KILL KILL KILL; do
    pids=$(workers)
    [ -n "$pids" ] || break
    # shellcheck disable=SC2086 # one word a process
    kill -s "$signal" $pids 2>/dev/null
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        [ -n "$(workers)" ] || break
        sleep 0.1
    done
done
if [ -n "$(workers)" ]; then
    echo "job $id: processes $(workers | paste -sd ' ') can't be killed" >&2
    exit 1
fi
# What the job wrote last may have been another phase.
put "$job/phase" cancelled || exit 1
[ -z "$trail" ] || logger -t appmanage -- "$trail result=ok" 2>/dev/null
{ printf '%s\n' "$script" >"$job/run.new" && mv -f "$job/run.new" "$job/run"; } 2>/dev/null
exec sh "$job/run" start anew
