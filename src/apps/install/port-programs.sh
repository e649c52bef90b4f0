#!/bin/sh
# Arguments: inodes of sockets. Prints for each process that has one of them "inode program". ss tells the same, but not
# every host has it.
wanted=$(printf 'socket:[%s]\n' "$@")
find /proc/[0-9]*/fd -lname 'socket:*' -printf '%h %l\n' 2>/dev/null | grep -F -e "$wanted" | while read -r folder socket; do
    inode=${socket#socket:[}
    { read -r program <"${folder%/fd}/comm"; } 2>/dev/null && printf '%s %s\n' "${inode%]}" "$program"
done
exit 0
