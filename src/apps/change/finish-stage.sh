# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh
# Completes what stage.sh has begun, for the job. Arguments: data folder, id, name of the folder, name and text of the
# override file, "" for none, bytes of the first two parts of the input, then name and content of files in turn; one
# without content is left out. Input: paths of files that the app gets, paths that go, a line each, and the text of .env.
set -eu
umask 077
cd -- "$1/jobs/$2/$3"
next() { # bytes
    [ "$1" = 0 ] || dd bs="$1" count=1 iflag=fullblock status=none
}
next "$6" >put
next "$7" >drop
rm -f -- files/.env "files/$4"
cat >files/.env
[ -z "$5" ] || printf '%s' "$5" >"files/$4"
shift 7
mkdir job
while [ "$#" -gt 1 ]; do
    [ -z "$2" ] || printf '%s\n' "$2" >"$1"
    shift 2
done
sync -f .
