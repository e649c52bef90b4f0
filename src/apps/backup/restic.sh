# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh
# How restic reaches a place: /etc/appmanage/backup/<place>/ has its `repository`, which may contain credentials, its
# `password`, for S3 the `aws` credentials, and for SFTP `ssh`, the words of a command. No secret is ever an argument, or in
# the environment.
#
# Needs $restic_cache, a folder for what restic can read again.

# Exit statuses of `restic_version_is_enough`, beside what restic itself says.
restic_is_missing=127
restic_is_too_old=126

restic_version_is_enough() {
    command -v restic >/dev/null 2>&1 || return "$restic_is_missing"
    version=$(restic version 2>/dev/null | sed -nE 's/^restic ([0-9]+)\.([0-9]+).*/\1 \2/p')
    major=${version% *} minor=${version#* }
    [ "${major:-0}" -gt 0 ] || [ "${minor:-0}" -ge 14 ] || return "$restic_is_too_old"
}

restic_at() { # folder of the place, restic's words
    at=$1
    shift
    set -- --repository-file "$at/repository" --password-file "$at/password" --cache-dir "${restic_cache:?}" "$@"
    if [ -s "$at/ssh" ]; then
        read -r command <"$at/ssh"
        set -- -o "sftp.command=$command" "$@"
    fi
    env -i PATH="$PATH" HOME="${HOME:-/root}" LC_ALL=C.UTF-8 ${APPMANAGE_JOB:+"APPMANAGE_JOB=$APPMANAGE_JOB"} \
        AWS_SHARED_CREDENTIALS_FILE="$at/aws" RESTIC_PROGRESS_FPS=1 restic "$@"
}
