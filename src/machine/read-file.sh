# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh
# Prints a regular file, at most one byte more than the limit. Arguments: path, limit in bytes. Status 66: no such file;
# 65: something else than a file, for example a FIFO, whose reader would wait for a writer.
[ -e "$1" ] || exit 66
[ -f "$1" ] || exit 65
exec head -c "$(($2 + 1))" -- "$1"
