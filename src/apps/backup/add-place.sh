# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh disable=SC2034,SC2154 # jobs/run/restic.sh comes before it
# Adds a place for backups. Arguments: folder of all places, name, data folder, folder for restic's cache, "open" or "make"
# where there is no password yet, path of a local repository or "". Input, a line each: place.json, repository, password,
# key id and key for S3 or two empty lines, words for ssh or "". For SFTP the public key is printed.
#
# The place is made in a folder beside it, which is locked meanwhile, and renamed when restic could open the repository, or
# has made it. Exit status 17: the name is taken; 18: the repository is there already, and needs its password; 19: a local
# folder has other files; 20: the folder above it is missing; 21: it can't be written to; 22: it is below the data folder;
# 23: it is not a folder; 64: this host is in trouble; else restic's.
set -u
umask 077
places=$1 name=$2 data=$3 restic_cache=$4 how=$5 path=$6
new=$places/.new-$name

trouble() {
    printf '%s\n' "$*" >&2
    exit 64
}

restic_is_usable || exit
mkdir -p -- "$places" "$restic_cache" || exit 64

if [ -n "$path" ]; then
    case $(realpath -m -- "$path")/ in "$(realpath -m -- "$data")"/*) exit 22 ;; esac
    if [ -d "$path" ]; then
        [ -w "$path" ] || exit 21
        [ -e "$path/config" ] || [ -z "$(ls -A -- "$path")" ] || exit 19
    else
        [ ! -e "$path" ] && [ ! -L "$path" ] || exit 23
        [ -d "$(dirname -- "$path")" ] || exit 20
        [ -w "$(dirname -- "$path")" ] || exit 21
    fi
fi

[ ! -e "$places/$name" ] || exit 17
mkdir -p -- "$new" || exit 64
exec 9<"$new" || exit 64
flock -n 9 || exit 17
# Whoever had the lock may have renamed it.
[ "$(stat -Lc %i /proc/self/fd/9)" = "$(stat -c %i -- "$new" 2>/dev/null)" ] || exit 17
trap 'rm -rf -- "$new"' EXIT
trap 'exit 1' HUP INT TERM
[ ! -e "$places/$name" ] || exit 17
cd -- "$new" || exit 64
# Of one that was killed.
rm -rf -- ./* || exit 64

fill() {
    for file in place.json repository password; do
        IFS= read -r line && printf '%s\n' "$line" >"$file" || return
    done
    IFS= read -r id && IFS= read -r key && IFS= read -r target || return
    if [ -n "$id" ]; then
        printf '[default]\naws_access_key_id = %s\naws_secret_access_key = %s\n' "$id" "$key" >aws || return
    fi
    [ -z "$target" ] || printf '%s\n' "$target" >ssh
}
fill || trouble "$new: can't be written"

# The key of all SFTP places.
make_key() {
    [ ! -e "$places/ssh_key" ] || return 0
    ssh-keygen -q -t ed25519 -N '' -C "appmanage@$(uname -n)" -f ssh_key </dev/null 2>&1 9<&- || return
    mv -- ssh_key.pub "$places/ssh_key.pub" && mv -- ssh_key "$places/ssh_key"
}
if [ -s ssh ]; then
    exec 8<"$places"
    flock 8
    said=$(make_key) || trouble "${said:-ssh-keygen failed}"
    exec 8<&-
    cat -- "$places/ssh_key.pub"
fi

ask() { # seconds, restic's words
    restic_seconds=$1
    shift
    restic_at "$new" "$@" >/dev/null 2>said 9<&-
}

if [ "$how" = open ]; then
    ask 30 --no-lock cat config
    status=$?
    if [ "$status" != 0 ] && is_no_repository "$status" said; then
        ask 40 init
        status=$?
    fi
else
    ask 40 init
    status=$?
    if [ "$status" != 0 ] && grep -Eq 'config file already exists|already initialized' said; then exit 18; fi
fi
if [ "$status" != 0 ]; then
    cat said >&2
    explain "$new" >&2 9<&-
    exit "$status"
fi
rm -f said
{ sync -- ./* && mv -T -- "$new" "$places/$name" && sync -- "$places"; } || trouble "$places/$name: can't be written"
trap - EXIT
