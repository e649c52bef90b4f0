# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh # content-digest.sh comes before it
# Arguments: an app's name, the greatest number of entries, the greatest size of a text, that of all files for which a
# digest is wanted, folders of libraries. Of the first that has the app, prints "d" for a folder or "l" for a link, the digest of its content, "-" for
# none, and the library; then an entry a record (type, size, path), all ended by NUL, then an empty
# record; and for each text that is one a line with its name and size, then itself. Prints nothing where no library has it.
name=$1
most=$2
largest=$3
largest_folder=$4
shift 4
for library do
    app=$library/$name
    if [ -L "$app" ]; then
        printf 'l - %s\0\0' "$library"
        exit 0
    fi
    [ -d "$app" ] || continue
    cd -- "$app" || exit 1
    digest=-
    find . -printf '%s\n' | awk -v most="$most" -v largest="$largest_folder" '{ sum += $1 } END { exit NR > most || sum > largest }' &&
        digest=$(content_digest)
    printf 'd %s %s\0' "$digest" "$library"
    # What an app must have comes first, however many other files there are.
    { find . -mindepth 1 -maxdepth 1 -printf '%y %s %P\0'; find . -mindepth 2 -printf '%y %s %P\0'; } |
        head -z -n "$most"
    printf '\0'
    for file in variables.json .env docker-compose.yml; do
        [ ! -L "$file" ] || continue
        if [ -f "$file" ] && size=$(wc -c <"$file") && [ "$size" -lt "$largest" ]; then
            printf '%s %s\n' "$file" "$size"
            head -c "$size" -- "$file"
        fi
    done
    exit 0
done
exit 0
