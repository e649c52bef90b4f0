# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh disable=SC2154 # jobs/run/files.sh comes before it
# Prints each schedule for backups. Arguments: folder of the plans, then "state" to ask systemd, too. For each, with a NUL
# after each: the plan's name, when, place, what it keeps, its last run as it says itself, and what systemd says of timer
# and service.
[ -d "$1" ] || exit 0
cd -- "$1" || exit

# With TZ=UTC all versions of systemctl print the same.
properties() { # names, unit
    TZ=UTC LC_ALL=C systemctl show --property="$1" -- "$2" 2>/dev/null
}

for file in */when; do
    [ -f "$file" ] || continue
    plan=${file%/when}
    case $plan in
    all) unit=appmanage-backup-all ;;
    app-*) unit=appmanage-backup@${plan#app-} ;;
    *) continue ;;
    esac
    printf '%s\0' "$plan"
    for name in when place keep last; do
        read_first "$plan/$name"
        printf '%s\0' "$line"
    done
    if [ "${2-}" = state ]; then
        properties NextElapseUSecRealtime "$unit.timer"
        printf '\0'
        properties Result,ExecMainExitTimestamp "$unit.service"
        printf '\0'
    else
        printf '\0\0'
    fi
done
