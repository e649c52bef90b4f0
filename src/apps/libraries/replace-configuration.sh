# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh
# Replaces the configuration; a swap script. Argument: the file. The folder is the lock, so that no lock file stays in
# /etc; a link remains a link, and the file keeps its owner and mode.
# shellcheck disable=SC2154 # read_new_text sets $text
umask 022
file=$(readlink -f -- "$1") || refuse "$1: a link that leads nowhere"
folder=$(dirname -- "$file")
cd -- "$folder" || exit
new=$folder/.$(basename -- "$file").new
exec 9<.
lock "$folder"
plain "$file"
plain "$new"
read_new_text "$file" "$2" "$3"
trap 'rm -f -- "$new"' EXIT
trap 'exit 1' HUP INT TERM
rm -f -- "$new"
[ ! -e "$file" ] || cp -a -- "$file" "$new"
write "$new" "$text"
mv -f -T -- "$new" "$file"
sync -- .
