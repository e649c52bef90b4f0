# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh
# Arguments: a folder, then others. Prints what the first is, and the real path of each, empty for one that does not exist;
# each ended by NUL.
if [ ! -e "$1" ]; then printf 'missing\0'
elif [ ! -d "$1" ]; then printf 'no-folder\0'
elif [ -f "$1/docker-compose.yml" ] && [ -f "$1/variables.json" ]; then printf 'one-app\0'
else printf 'folder\0'
fi
for folder do realpath -ez -- "$folder" 2>/dev/null || printf '\0'; done
exit 0
