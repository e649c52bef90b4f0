# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh disable=SC2086,SC2154 # belongings.sh, which sets $ours, and places.sh come before it: one word a container
# Prints kind, size in bytes ("-": unknown) and name of all that belongs to the app, or that uninstalling it may touch.
set -u

# Measuring may take $patience seconds in all: what is large must not keep anyone from removing it.
read -r begin _ </proc/uptime
size_of() {
    read -r now _ </proc/uptime
    left=$((${begin%.*} + patience - ${now%.*}))
    [ "$left" -le 0 ] || timeout -s KILL "$left" du -sxb -- "$1" 2>/dev/null | cut -f1
}

ours=$(owned_containers) || exit
if [ -n "$ours" ]; then
    docker inspect --format 'container - {{slice .Name 1}}' $ours || exit
    # What a container has written outside of its mounts goes with it.
    timeout -s KILL 20 docker inspect --size --format 'layer {{.SizeRw}} {{slice .Name 1}}' $ours | grep -vE '^layer (0|<nil>) '
    docker inspect --format '{{range .Mounts}}{{if eq .Type "bind"}}{{println .Source}}{{end}}{{end}}' $ours |
        sort -u | while read -r path; do
        case $path in
        "" | "$app") ;;
        "$app"/*)
            # It may lead anywhere.
            if is_link_on "$path"; then printf 'bind - %s\n' "$path" && continue; fi
            printf 'data %s %s\n' "$(size_of "$path" | grep . || echo -)" "$path" ;;
        /var/run/docker.sock | /run/docker.sock) printf 'socket - %s\n' "$path" ;;
        *) printf 'bind - %s\n' "$path" ;;
        esac
    done
fi
names=$(networks) || exit
printf '%s\n' "$names" | sed -n 's/^./network - &/p'
# Containers that are not the app's keep its network: those that it started itself, through Docker's socket.
all=$(all_networks) || exit
printf '%s\n' "$all" | grep . | grep -vxF -e "$names" | while read -r name; do
    printf 'shared-network - %s\n' "$name"
    docker ps -a --no-trunc --filter "network=$name" --format '{{.ID}} {{.Names}}' | while read -r container of; do
        printf '%s\n' "$ours" | grep -qxF -e "$container" || printf 'child - %s\n' "${of%%,*}"
    done
done
names=$(volumes) || exit
printf '%s\n' "$names" | while read -r name; do
    [ -n "$name" ] || continue
    { read -r device && read -r path; } <<END
$(docker volume inspect --format '{{with .Options}}{{.device}}{{end}}
{{.Mountpoint}}' "$name")
END
    case $device in
    /*) size=- && printf 'bind - %s\n' "$device" ;;
    *) size=$(size_of "$path") ;;
    esac
    printf 'volume %s %s\n' "${size:--}" "$name"
done
images | while read -r image; do
    docker image inspect --format 'image {{.Size}} {{if .RepoTags}}{{index .RepoTags 0}}{{else}}{{.Id}}{{end}}' "$image"
done
for folder in "$app" "$job"; do
    [ -d "$folder" ] || continue
    size=$(size_of "$folder")
    printf 'folder %s %s\n' "${size:--}" "$folder"
done
# Nothing is deleted while another disk is mounted below the app's folder.
awk -v folder="$app" '$5 == folder || index($5, folder "/") == 1 { print "mount - " $5 }' /proc/self/mountinfo
exit 0
