#!/bin/sh
# Arguments: an app's name, the greatest number of entries, the greatest size of a text, folders of libraries. Of the first
# that has the app, prints "d" for a folder or "l" for a link and the library, then an entry a record (type, size, path),
# all ended by NUL, then an empty record; and for each text that is one a line with its name and size, then itself.
# Prints nothing where no library has it.
name=$1
most=$2
largest=$3
shift 3
for library do
    app=$library/$name
    if [ -L "$app" ]; then
        printf 'l %s\0\0' "$library"
        exit 0
    fi
    [ -d "$app" ] || continue
    cd -- "$app" || exit 1
    printf 'd %s\0' "$library"
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
