# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh disable=SC2154 # split-input.sh comes before it
# Writes a schedule, and starts its timer. Arguments: the folder of what it runs, folder of systemd's units, name of the
# units, a folder that is there while systemd runs this host, when, then name and number of lines of each file for it;
# those that begin with "unit." are the units. Input: these files one after the other. Exit status 65: no calendar expression;
# 66: systemd does not run this host.
set -u
umask 077
plan=$1 units=$2 unit=$3 systemd=$4 when=$5
shift 5

said=$(systemd-analyze calendar -- "$when" 2>&1)
case $?$said in
127*) printf '%s\n' "$said" >&2; exit 66 ;;
0*'Next elapse: never'*) printf '%s: is never\n' "$when" >&2; exit 65 ;;
0*) ;;
*) printf '%s\n' "$said" >&2; exit 65 ;;
esac
[ -d "$systemd" ] || exit 66

mkdir -p -- "$plan" && exec 9<"$plan/.." && flock -w 20 9 || exit 1
# Whoever had the lock may have removed it.
mkdir -p -- "$plan" && cd -- "$plan" || exit 1
rm -rf new && mkdir new && cd new && split_input "$@" && cd .. || exit 1
chmod 0644 new/unit.* && sync new/* || exit 1
for kind in service timer; do
    # Beside its place: /etc may be another file system.
    cp -p -- "new/unit.$kind" "$units/.$unit.$kind.new" && mv -f -- "$units/.$unit.$kind.new" "$units/$unit.$kind" || exit 1
    rm -f -- "new/unit.$kind"
done
mv -f -- new/* . && rmdir new && sync . "$units" || exit 1
systemctl daemon-reload && systemctl enable --quiet "$unit.timer" && systemctl restart "$unit.timer"
