# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh
# Replaces apps.json; a swap script. Argument: data folder. After the new text come the records that changed, one a line
# with the app's id before it: a copy of each is kept in the job's folder, where no container reaches it.
# shellcheck disable=SC2154 # read_new_text sets $text
umask 077
mkdir -p -- "$1"
cd -- "$1" || exit
root=$PWD
plain "$root/apps.lock"
exec 9>>apps.lock
lock "$root/apps.lock"

file=$root/apps.json
# An admin may keep it elsewhere: the link stays, and the file that it leads to is replaced.
[ ! -L "$file" ] || file=$(readlink -f -- "$file") || refuse "$root/apps.json: a link that leads nowhere"
folder=${file%/*}
spare=$folder/apps.spare
for path in "$file" "$file.new" "$spare"; do plain "$path"; done
read_new_text "$file" "$2" "$3"

copies=$(cat)
printf '%s\n' "$copies" | while read -r id _; do
    for path in "$root/jobs/$id/record.json" "$root/jobs/$id/record.json.new"; do plain "$path"; done
done

trap 'rm -f -- "$file.new"' EXIT
trap 'exit 1' HUP INT TERM
# On a full disk, room is made by what was put aside, at last by the previous version.
until write "$file.new" "$text"; do
    if [ -e "$spare" ]; then
        rm -f -- "$spare"
    elif [ -e "$file.bak" ]; then
        rm -f -- "$file.bak"
    else
        exit 1
    fi
done
if [ -e "$file" ]; then
    rm -f -- "$file.bak"
    # Without a free inode there is no previous version.
    ln -- "$file" "$file.bak" || :
fi
mv -f -T -- "$file.new" "$file"
sync -- "$folder"

# The file itself counts, with copies or without.
set +e
printf '%s\n' "$copies" | while read -r id record; do
    if [ -z "$id" ] || [ ! -d "$root/jobs/$id" ]; then continue; fi
    copy=$root/jobs/$id/record.json
    if write "$copy.new" "$record" || { rm -f -- "$spare"; write "$copy.new" "$record"; }; then
        mv -f -T -- "$copy.new" "$copy"
    else
        rm -f -- "$copy.new"
    fi
done

# Put aside again as far as there is room. Random, so that a file system that compresses does not make it smaller.
if [ "$(stat -c %s -- "$spare" 2>/dev/null || echo 0)" -lt "$(($3 + 8192))" ]; then
    head -c "$((2 * $3 + 16384))" /dev/urandom >"$spare"
fi
exit 0
