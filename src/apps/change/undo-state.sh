# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh
# Arguments: data folder, id. Prints "open" and the kind of the job if an undo is unfinished; "kept", whether data was saved,
# and when, if the app can go back; otherwise nothing.
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
