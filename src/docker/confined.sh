# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh
# Runs a command where nothing can be read but programs and the folder that it starts in: whatever a container has put
# there, links, devices, or names of files in a compose file, leads nowhere else. The command gets a root of its own, in a
# mount namespace of its own, on top of /sys, which is on every host and not in the way of any folder.
confined() { # words
    # shellcheck disable=SC2016 # the inner shell expands its own
    unshare --mount sh -c '
        folder=$PWD
        mount -t tmpfs -o mode=0700 tmpfs /sys && cd /sys || exit 125
        program=$(command -v docker)
        for path in /usr /bin /sbin /lib /lib32 /lib64 /libx32 "${program%/*}" "$HOME/.docker/cli-plugins"; do
            if [ -L "$path" ]; then
                [ -e ".$path" ] || cp -P -- "$path" ".$path"
            elif [ -d "$path" ] && [ ! -e ".$path" ]; then
                mkdir -p -- ".$path" && mount --rbind -- "$path" ".$path" || exit 125
            fi
        done
        mkdir -p -- ".$folder" dev && : >dev/null && mount --bind /dev/null dev/null &&
            mount --bind -- "$folder" ".$folder" &&
            mount -o remount,bind,ro,nodev,nosuid,noexec -- ".$folder" || exit 125
        exec chroot . "$@"' confined "$@"
}
