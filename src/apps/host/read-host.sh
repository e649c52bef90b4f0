#!/bin/sh
# Arguments: Docker's data folder, where its images are ("docker": there, "containerd": in containerd's store), our data
# folder. Prints sections, each headed by a line "# name"; what does not exist leaves its section empty.
docker=$1
images=$1
data=$3

echo "# sockets"
# Those that listen (0A) or are UDP's unconnected ones (07), each line with its file's name before it.
grep -HE '^ *[0-9]+: [^ ]+ [^ ]+ (0A|07) ' /proc/net/tcp /proc/net/tcp6 /proc/net/udp /proc/net/udp6 2>/dev/null
echo "# bindings"
# Ports of every container, whether it runs or not: Docker's list has those of running ones only, and 10,000 containers
# are read here sooner than it can list them.
# shellcheck disable=SC2012 # names are hexadecimal; find would look at each
ls -f -- "$docker/containers" 2>/dev/null | sed -n "s|^[0-9a-f]*$|$docker/containers/&/hostconfig.json|p" |
    LC_ALL=C xargs -d '\n' -r grep -HoE '"PortBindings":\{"([^{}]|\{[^{}]*\})*\}' 2>/dev/null
echo "# emulators"
ls /proc/sys/fs/binfmt_misc 2>/dev/null
echo "# kernel"
# Each file headed by "==> name <==".
tail -v -n +1 /proc/meminfo /proc/net/route /proc/net/fib_trie /proc/net/ipv6_route /proc/net/if_inet6 2>/dev/null

if [ "$2" = containerd ]; then
    # https://github.com/containerd/containerd/blob/main/docs/ops.md
    images=$(sed -nE "s/^root *= *[\"']([^\"']+)[\"'].*/\1/p" /etc/containerd/config.toml 2>/dev/null)
    images=${images:-/var/lib/containerd}
    # A containerd of Docker's own.
    [ -d "$images" ] || images=$docker
fi
while [ ! -e "$data" ]; do data=${data%/*}; data=${data:-/}; done
echo "# disk"
printf '%s\n' "$images" "$docker" "$data"
df -P -B1 -- "$images" "$docker" "$data" 2>&1
exit 0
