# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh
# How fast an app's data is copied into the folder of its job: prints bytes per second, or "clone" where files are cloned,
# which takes no time whatever their size. Measured by a file of 16 MiB. Arguments: the job's folder, the app's folder.
set -u
umask 077
size=16777216
docker=$(timeout 10 docker info --format '{{.DockerRootDir}}') || exit
folder=$(mktemp -d -- "$1/probe.XXXXXX") || exit
trap 'rm -rf -- "$folder"' EXIT
trap 'exit 1' HUP INT TERM
cd -- "$folder" && head -c "$size" /dev/urandom >source || exit

# Cloning stays within a file system. Data is in the app's folder, and in Docker's.
devices=$(stat -c %d -- . "$2" "$docker" | sort -u | wc -l)
if [ "$devices" = 1 ] && cp --reflink=always source clone 2>/dev/null; then
    echo clone
    exit
fi
hundredths() {
    read -r up _ </proc/uptime
    up=${up%.*}${up#*.}
}
hundredths
begin=$up
cp source copy && sync copy || exit
hundredths
echo "$((size * 100 / (up - begin + 1)))"
