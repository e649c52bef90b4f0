# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh
# Prints the logos of apps: for each that has one a record (size, path, ended by NUL), an empty record, and the files one
# after the other. Arguments: the greatest size, then the apps' folders.
size=-${1}c
shift
for folder; do
    set -- "$@" "$folder/logo.svg"
    shift
done
# Nothing else than a regular file is opened; an app without a logo is no error.
find "$@" -maxdepth 0 -type f -size "$size" -printf '%s %p\0' 2>/dev/null
printf '\0'
find "$@" -maxdepth 0 -type f -size "$size" -exec cat -- {} + 2>/dev/null
exit 0
