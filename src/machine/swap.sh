# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh
# What every swap script begins with: the functions that compare the file with what was seen of it, and write it.
set -eu
# Lengths are counted in bytes.
LC_ALL=C
export LC_ALL

refuse() {
    printf '%s\n' "$*" >&2
    exit 1
}

# Refuses what is there and is not a regular file: opening a FIFO may block forever, and a link may lead anywhere.
plain() { # path
    if [ -L "$1" ] || { [ -e "$1" ] && [ ! -f "$1" ]; }; then refuse "$1: not a regular file"; fi
}

# Takes the lock of descriptor 9, which every writer holds for a moment only.
lock() { # what is locked
    flock -w 10 9 || refuse "$1: another process holds the lock"
}

# Reads the input up to the end of the new text, into $text. Exits with 75 unless the file says what was seen.
read_new_text() { # file, bytes seen or -1, bytes of the new text
    if [ "$2" -lt 0 ]; then
        [ ! -e "$1" ] || exit 75
    elif [ "$2" -eq 0 ]; then
        if [ ! -e "$1" ] || [ -s "$1" ]; then exit 75; fi
    else
        dd bs="$2" count=1 iflag=fullblock status=none | cmp -s -- - "$1" || exit 75
    fi
    # A variable, not a file: on a full disk it is written again once there is room. The dot keeps its last line breaks.
    text=$(dd bs="$3" count=1 iflag=fullblock status=none && echo .)
    text=${text%?}
    [ "${#text}" -eq "$3" ] || refuse "$1: the new text is cut short"
}

# Writes a file that is then put in place by a rename. Fails if there is no room.
write() { # path, text
    printf '%s' "$2" | dd of="$1" bs=64k conv=fsync status=none
}
