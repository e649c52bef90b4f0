# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh # docker/confined.sh comes before it
# Puts together the definition that an app is to have, where no container reaches it. Arguments: data folder, id, name of
# the folder in the job's, the library's folder of the app or "" where that does not count, bytes of the first three parts of
# the input; "" for the third leaves the compose file as it is. Input: paths in the app's folder that count in place of the
# library's, paths that go, a line each, the text of the compose file, and that of .env. What an earlier caller has left goes
# after an hour.
set -eu
umask 077
job=$1/jobs/$2 app=$1/apps/$2 stage=$1/jobs/$2/$3 library=$4
next() { # bytes
    [ "$1" = 0 ] || dd bs="$1" count=1 iflag=fullblock status=none
}
own=$(next "$5")
gone=$(next "$6")
find "$job" -mindepth 1 -maxdepth 1 -type d -name 'staged-*' -mmin +60 -exec rm -rf -- {} +
mkdir -- "$stage" "$stage/files"
trap 'rm -rf -- "$stage"' EXIT
trap 'exit 1' HUP INT TERM
if [ -n "$library" ]; then
    cp -R -P --preserve=mode,timestamps -- "$library/." "$stage/files"
    mkdir -- "$stage/library"
    cp -- "$stage/files/.env" "$stage/library/env"
    (cd -- "$stage/files" && find . -type f -exec sha256sum -- {} +) >"$stage/library/files"
fi
cd -- "$app"
if [ -n "$own" ]; then
    # A container may exchange one for a link or a FIFO: neither is followed or waited for.
    printf '%s\n' "$own" | confined env -C "$PWD" tar --create --no-recursion --verbatim-files-from --files-from=- |
        timeout -s KILL 60 tar --extract --directory "$stage/files" --no-same-owner --preserve-permissions
fi
cd -- "$stage/files"
find . ! -type f ! -type d -exec rm -f -- {} +
printf '%s\n' "$gone" | while read -r path; do
    [ -z "$path" ] || rm -f -- "./$path"
done
if [ -n "$7" ]; then
    next "$7" >"$stage/compose"
    [ ! -f docker-compose.yml ] || chmod --reference=docker-compose.yml -- "$stage/compose"
    mv -f -T -- "$stage/compose" docker-compose.yml
fi
chmod 0700 .
rm -f -- .env
cat >.env
trap - EXIT
