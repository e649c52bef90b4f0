#!/bin/sh
# Arguments: paths. Prints those that don't exist, each ended by NUL. A link that leads nowhere does not exist.
for path do
    [ -e "$path" ] || printf '%s\0' "$path"
done
