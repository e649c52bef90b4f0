# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh
# A part of other scripts.

# Writes files of the current folder from standard input, which has them one after the other.
split_input() { # name and number of lines of each file in turn
    cat >.all || return
    at=1
    while [ "$#" -gt 1 ]; do
        sed -n "$at,$((at + $2 - 1))p" .all >"$1" || return
        at=$((at + $2))
        shift 2
    done
    rm -f .all
}
