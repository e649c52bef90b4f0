# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh
# Prints a file. Argument: its path, absolute. Exits with 66 if it does not exist.
[ -e "$1" ] || exit 66
# Opening a FIFO or a device may block forever.
[ -f "$1" ] || { printf '%s: not a regular file\n' "$1" >&2; exit 1; }
exec cat -- "$1"
