# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh # docker/confined.sh comes before it
# What an app's files are to be compared with. Arguments: data folder, id, the library's folder of the app, "" for none.
# Prints digests of what the library had when the app was made of it, and its .env then, each after "+", or "-" where that
# is not known; digests of what the library has, and of the app's own files at those paths; and the bytes that are free.
# Each is ended by NUL. A container can write to the app's folder: no link in it leads anywhere, and no FIFO is waited for.
set -u
job=$1/jobs/$2 app=$1/apps/$2 library=$3
if [ ! -d "$app" ] || [ -L "$app" ]; then
    echo "$app: not a folder" >&2
    exit 1
fi
for file in files env; do
    if [ -f "$job/library/$file" ]; then printf '+' && cat -- "$job/library/$file"; else printf '%s' -; fi
    printf '\000'
done
theirs=
if [ -n "$library" ]; then theirs=$(cd -- "$library" && find . -type f -exec sha256sum -- {} +) || exit; fi
printf '%s\000' "$theirs"
cd -- "$app" || exit
# shellcheck disable=SC2016 # another shell expands it
{
    printf '%s\n' "$theirs"
    cat -- "$job/library/files" 2>/dev/null
    printf '%s\n' '0  ./docker-compose.yml' '0  ./variables.json'
} | sed -n 's/^[0-9a-f]*  //p' | sort -u | confined env -C "$PWD" sh -c '
    while read -r path; do
        if [ -f "$path" ] && [ ! -L "$path" ]; then
            timeout -s KILL 10 sha256sum -- "$path" || echo "-  $path"
        elif [ -e "$path" ] || [ -L "$path" ]; then
            echo "-  $path"
        fi
    done'
printf '\000'
df --output=avail -B 1 -- "$job" | tail -n 1
