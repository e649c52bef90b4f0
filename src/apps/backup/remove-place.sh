# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh
# Forgets a place for backups. Arguments: folder of all places, name.
set -u
# At once, whatever happens meanwhile.
gone=$(mktemp -d "$1/.gone-XXXXXX") || exit
trap 'rm -rf -- "$gone"' EXIT
trap 'exit 1' HUP INT TERM
mv -- "$1/$2" "$gone/place" && sync -- "$1"
