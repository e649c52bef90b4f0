# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh disable=SC2034 # jobs/run/undo.sh comes after it
# Arguments: data folder, id. Where undo.sh finds an app's job when the job itself is not at work.
umask 077
data=$1 id=$2
job=$data/jobs/$id change=$job/change
