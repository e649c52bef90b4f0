# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh
# Arguments: process ids. Prints for each that still runs "pid inode", the inode being that of its network namespace.
for pid do
    inode=$(stat -L -c %i "/proc/$pid/ns/net" 2>/dev/null) && printf '%s %s\n' "$pid" "$inode"
done
exit 0
