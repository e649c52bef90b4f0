# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh
# Argument: data folder. A line a job: id, ticket, alive (1 or 0), kind, wish, the staging folder that it began with or "-",
# phase. Then "docker" and the daemon's process id, where it keeps a file of it; "app" and each app's folder; "young" where
# Docker has just started or is gone, and "resuming" where the service is at work; an empty line; if there is an apps.json,
# a line that says so and its text, which may be empty. The lock is tried for unfinished jobs only, and shared, so that two
# who look don't see each other. Every list asks this: no process is started for a job that is over.
set -u
[ -e "$1" ] || { echo; exit 0; }
cd -- "$1" || exit

# Also what systemd is about to start, as right after a boot.
is_active() {
    case $(systemctl is-active "$1.service" 2>/dev/null) in active | activating | deactivating) return ;; esac
    case $(systemctl show --property=Job --value "$1.service" 2>/dev/null) in '' | 0 | *[!0-9]*) return 1 ;; esac
}

# The kernel counts a process's start in hundredths of a second since the boot. Other engines keep no such file.
is_docker_young() {
    pid=
    read -r pid </run/docker.pid || [ -n "$pid" ] || return
    read -r stat <"/proc/$pid/stat" && read -r now _ </proc/uptime || return 0
    # shellcheck disable=SC2086 # words are wanted
    set -- ${stat##*) }
    [ "$((${now%.*} - ${20} / 100))" -lt 60 ]
}

for phase in jobs/*/phase; do
    [ -f "$phase" ] || continue
    job=${phase%/phase}
    id=${job#jobs/}
    line='' ticket='' asked='' alive=0 kind='' wish='' staged=''
    read -r line <"$phase"
    [ ! -f "$job/kind" ] || read -r kind wish _ <"$job/kind"
    [ ! -f "$job/staged" ] || read -r staged <"$job/staged"
    case $line in
    done* | removed) ;;
    *) [ ! -f "$job/ticket" ] || read -r ticket asked _ <"$job/ticket" ;;
    esac
    case $line in
    done* | failed* | removed | restored* | undo-failed*) ;;
    *)
        # Looking must not create the file.
        [ ! -e "locks/$id" ] || { flock -n -s 9; } 9<"locks/$id" 2>/dev/null || alive=1
        # One that was asked for this moment is on its way, and so is one that systemd is about to start again.
        case $alive$asked in
        0 | 1* | *[!0-9]*) ;;
        *)
            read -r now _ </proc/uptime
            age=$((${now%.*} - asked))
            if [ "$age" -ge 0 ] && [ "$age" -lt 5 ]; then alive=1; fi ;;
        esac
        if [ $alive = 0 ] && { is_active "appmanage-$id" || is_active appmanage-resume; }; then alive=1; fi
        # One that ended between the two looks has a new phase.
        read -r line <"$phase" ;;
    esac
    printf '%s %s %s %s %s %s %s\n' "$id" "${ticket:-0}" "$alive" "${kind:-install}" "${wish:--}" "${staged:--}" "$line"
done
pid=''
{ read -r pid </run/docker.pid; } 2>/dev/null
[ -z "$pid" ] || echo "docker $pid"
printf 'app %s\n' apps/*/
# Only as Docker has just started the service is still to come, or at work.
if is_docker_young 2>/dev/null; then
    echo young
    if is_active appmanage-resume; then echo resuming; fi
fi
echo
[ -e apps.json ] || exit 0
if [ ! -f apps.json ]; then
    echo "$1/apps.json: not a regular file" >&2
    exit 1
fi
echo apps.json
exec cat -- "$1/apps.json"
