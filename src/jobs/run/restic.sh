# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh
# How restic is run for a place. A place is a folder that only root can read, /etc/appmanage/backup/<place>/:
#
#   repository   what restic calls it: for a REST server with user name and password
#   password     the repository's
#   aws          S3 only: the keys, as AWS's own tools keep them
#   ssh          SFTP only: "-p <port> <user>@<host>", each checked when the place was added
#   known_hosts  SFTP only: the server's key, as it was when the server was first asked
#
# All SFTP places share the key ../ssh_key. No secret is an argument or in the environment, and of the caller's environment
# only what is needed here is handed on.
#
# Set $restic_cache, a folder for what can be read again, and $restic_seconds to stop restic in time (exit status 124).
# The words of $within run restic.

# Exit statuses of `restic_is_usable`; restic has others.
restic_is_missing=127
restic_is_too_old=126

restic_is_usable() {
    command -v restic >/dev/null 2>&1 || return "$restic_is_missing"
    version=$(restic version 2>/dev/null | sed -nE 's/^restic ([0-9]+)\.([0-9]+).*/\1 \2/p')
    major=${version% *} minor=${version#* }
    [ "${major:-0}" -gt 0 ] || [ "${minor:-0}" -ge 14 ] || return "$restic_is_too_old"
}

# The words of ssh in $ssh, "" where the place is not reached by it.
read_ssh() { # folder of the place
    ssh=
    [ -s "$1/ssh" ] || return 0
    read -r target <"$1/ssh" || return
    ssh="ssh -o BatchMode=yes -o ConnectTimeout=10 -o ServerAliveInterval=30 -o StrictHostKeyChecking=accept-new"
    ssh="$ssh -o UserKnownHostsFile=$1/known_hosts -i ${1%/*}/ssh_key $target -s sftp"
}

# Says why restic could not reach a place by ssh: restic itself often ends before it has told what ssh said.
explain() { # folder of the place
    read_ssh "$1"
    # shellcheck disable=SC2086 # words are wanted
    [ -z "$ssh" ] || timeout 8 $ssh </dev/null 2>&1 >/dev/null
}

restic_at() { # folder of the place, restic's words
    at=$1
    shift
    set -- --repository-file "$at/repository" --password-file "$at/password" --cache-dir "${restic_cache:?}" "$@"
    read_ssh "$at" || return
    [ -z "$ssh" ] || set -- -o "sftp.command=$ssh" "$@"
    # shellcheck disable=SC2086 # words are wanted
    set -- env -i PATH="$PATH" HOME="${HOME:-/root}" LC_ALL=C.UTF-8 ${APPMANAGE_JOB:+"APPMANAGE_JOB=$APPMANAGE_JOB"} \
        AWS_SHARED_CREDENTIALS_FILE="$at/aws" RESTIC_PROGRESS_FPS=1 ${within:-} restic "$@"
    [ -z "${restic_seconds-}" ] || set -- timeout -k 5 "$restic_seconds" "$@"
    "$@"
}

# No link in what was restored is followed.
take_tree() { # folder with what was restored in raw, the folder that it is a copy of: becomes `tree`
    [ "$(readlink -f -- "$1/raw$2")" = "$(readlink -f -- "$1/raw")$2" ] && mv -T -- "$1/raw$2" "$1/tree" && rm -rf -- "$1/raw"
}

# Old versions exit with 1 whatever the reason, and say this, too, when the repository can't be reached.
is_no_repository() { # exit status, file with restic's words
    [ "$1" = 10 ] || grep -Eq 'unable to open config file: .*(no such file or directory|does not exist)' "$2"
}
