#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh disable=SC2034
# Works on the app that this script's folder is named after: installs, changes, starts, restarts, stops or uninstalls it, as
# the file `kind` says. It is jobs/<app_id>/run and needs nothing but Docker and util-linux.
#
#   sh run start    starts the job detached from its caller, unless it is at work already; "anew": as it is not
#   sh run probe    for an app that did not answer in time: whether it does now
#   sh run heal     kills what a dockerd that crashed lost track of
#   sh run          is the job; an unfinished one continues with what Docker has
set -u
umask 077
export LC_ALL=C.UTF-8 HOME="${HOME:-/root}"
PATH=${PATH:-/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin}

job=$(cd "$(dirname "$0")" && pwd) || exit 1
id=${job##*/}
jobs=${job%/*}
data=${jobs%/*}
app=$data/apps/$id
lock=$data/locks/$id

# What the job is, what the admin wants of the app, and what was wanted before: "none" for a first installation.
read_kind() {
    kind=install
    wish=-
    before=-
    [ ! -r "$job/kind" ] || read -r kind wish before <"$job/kind"
}
read_kind

# By its ticket a job is told from one that follows it.
own_ticket=
[ ! -r "$job/ticket" ] || read -r own_ticket _ <"$job/ticket"
