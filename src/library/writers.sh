# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh
# Arguments: folders of libraries. Prints of each that is there the paths by which others than root can change what is in
# it: the folder, then path and its owner's name for the first path within, itself, and folders above it, then nothing; each
# ended by NUL. In a folder with the sticky bit others can replace nothing that is root's.
others='( ! -uid 0 -o -perm -0002 -o -perm -0020 ! -gid 0 )'
for folder do
    path=$(realpath -e -- "$folder" 2>/dev/null) || continue
    printf '%s\0' "$folder"
    set -f
    # shellcheck disable=SC2086 # words of find
    {
        [ ! -d "$path" ] || find "$path" -mindepth 1 ! -type l $others -printf '%p\0%u\0' -quit
        find "$path" -maxdepth 0 $others -printf '%p\0%u\0'
        while [ "$path" != / ]; do
            path=${path%/*}
            path=${path:-/}
            find "$path" -maxdepth 0 $others ! '(' -uid 0 -perm -1000 ')' -printf '%p\0%u\0'
        done
    }
    set +f
    printf '\0'
done
