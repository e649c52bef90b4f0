# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh
# Arguments: data folder, id. Prints "open" and of which job where an undo is not finished; "kept", whether data was saved, and when, where
# there is a way back; nothing where there is none.
cd -- "$1/jobs/$2" 2>/dev/null || exit 0
if [ -e change/undoing ]; then
    read -r words <change/undoing || exit
    case $words in rollback*) echo open rollback ;; *) echo open update ;; esac
elif [ -d undo ]; then
    saved=no
    [ ! -d undo/data ] || saved=yes
    read -r time <undo/time || exit
    echo "kept $saved $time"
fi
