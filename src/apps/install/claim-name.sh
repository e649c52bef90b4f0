# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh disable=SC2034,SC2154 # jobs/run/files.sh, jobs/ticket.sh, library/content-digest.sh come before it
# Arguments: data folder, id, the library's folder of the app, the digest of its content, name and text of the override
# file. Input: the new text of .env. Exit status 17: the name is taken, by an app or by a job at work; 18: the content is not
# what the digest says. The copy keeps the modes of the library's files, which containers read as users of
# their own; only .env is root's alone. The job's folder comes with it, queued: there is no moment at which the app has no
# job.
set -eu
umask 077
data=$1 id=$2 library=$3
job=$data/jobs/$id
[ ! -e "$data/apps/$id" ] && [ ! -L "$data/apps/$id" ] || exit 17
mkdir -p -- "$data/apps" "$data/jobs" "$data/locks"
exec 9>>"$data/locks/$id"
flock -w 2 9 || exit 17
[ ! -e "$data/apps/$id" ] || exit 17
# What an app of this name that is gone may have left.
rm -rf -- "$job"
mkdir -- "$job"
# Only what has this mark is ever given back by itself: any other folder is someone's data.
printf '%s %s\n' "$(cat /proc/sys/kernel/random/boot_id)" "$(uptime)" >"$job/claimed"
sync "$job/claimed" "$job" "$data/jobs"
mkdir -- "$data/apps/$id" || { [ -e "$data/apps/$id" ] && exit 17; exit 1; }
trap 'rm -rf -- "$data/apps/$id" "$job"' EXIT
trap 'exit 1' HUP INT TERM
cd -- "$data/apps/$id"
cp -R -P --preserve=mode,timestamps -- "$library/." .
[ "$(content_digest)" = "$4" ] || exit 18
chmod 0700 .
# What a later version is compared with.
mkdir -- "$job/library"
cp -- .env "$job/library/env"
find . -type f -exec sha256sum -- {} + >"$job/library/files"
rm -f .env
cat >.env
rm -f -- "$5"
[ -z "$6" ] || printf '%s' "$6" >"$5"
printf '%s %s\n' "$(next_ticket "$data/jobs")" "$(uptime)" >"$job/ticket"
printf 'install running none\n' >"$job/kind"
printf 'queued\n' >"$job/phase"
sync .env "$job/phase" . ..
trap - EXIT
