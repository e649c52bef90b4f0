# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh
# Asks the registries which images the tags of the apps stand for, and keeps what they answer in images/answers.json below the
# data folder, its argument. The timer starts it, too, so it needs nothing of this package: Docker's client reaches the
# socket on every host, and Docker the registries by its mirrors, proxies and certificates.
set -u
umask 077
export LC_ALL=C
root=$1
kept=$root/images
# Questions at a time, seconds for each, and seconds after which no further one is asked.
workers=4 patience=20 longest=200

# Of services whose images come from a registry, as jobs/run/images.sh keeps them. A digest can't move.
references() {
    for ran in "$root"/jobs/*/ran; do
        [ -f "$ran" ] || continue
        job=${ran%/ran}
        wish=
        [ ! -r "$job/kind" ] || read -r _ wish _ <"$job/kind"
        case $wish in uninstalled | gone) continue ;; esac
        if [ -s "$job/pull" ]; then
            awk 'NR == FNR { pulled[$1] = 1; next } ($1 in pulled) && $4 != "-" { print $2 }' "$job/pull" "$ran"
        else
            awk '$4 != "-" { print $2 }' "$ran"
        fi
    done | grep -xE '[A-Za-z0-9][A-Za-z0-9._/:-]{0,254}' | sort -u | head -n 1000
}

# By HTTP/1.0 the answer ends with the connection. The FIFO never ends: at the end of its input the client would hang up.
ask() { # reference, path for a FIFO
    rm -f -- "$2" && mkfifo -- "$2" || return
    {
        printf 'GET /distribution/%s/json HTTP/1.0\r\nHost: docker\r\n\r\n' "$1" >&3
        timeout -s KILL "$patience" docker system dial-stdio <&3 2>/dev/null | head -c 65536
    } 3<>"$2"
}

answer_in() { # what Docker said
    problem=no-answer
    case $1 in
    'HTTP/1.'[01]' 200 '*)
        digest=$(printf '%s' "$1" | tr -d '\n' |
            sed -n 's/.*"Descriptor":{[^{}]*"digest":"\(sha256:[0-9a-f]\{64\}\)".*/\1/p')
        if [ -n "$digest" ]; then
            printf '"digest":"%s"' "$digest"
            return
        fi ;;
    'HTTP/1.'[01]' 40'[13]' '*) problem=no-access ;;
    'HTTP/1.'[01]' 404 '*) problem=no-tag ;;
    'HTTP/1.'[01]' 429 '*) problem=limited ;;
    esac
    printf '"problem":"%s"' "$problem"
}

now() { date -u +%Y-%m-%dT%H:%M:%SZ; }

uptime() {
    read -r seconds _ </proc/uptime
    echo "${seconds%.*}"
}

work() { # number
    awk -v number="$1" -v workers="$workers" 'NR % workers == number' "$folder/references" | while read -r reference; do
        said=
        [ "$(($(uptime) - begun))" -ge "$longest" ] || said=$(ask "$reference" "$folder/fifo.$1")
        printf '"%s":{"time":"%s",%s}\n' "$reference" "$(now)" "$(answer_in "$said")"
    done >"$folder/said.$1"
}

mkdir -p -- "$kept" || exit
find "$kept" -mindepth 1 -maxdepth 1 -name '.asking-*' -mmin +60 -exec rm -rf -- {} +
folder=$(mktemp -d "$kept/.asking-XXXXXX") || exit
trap 'rm -rf -- "$folder"' EXIT
trap 'exit 1' HUP INT TERM
begun=$(uptime)
references >"$folder/references"
number=0
while [ "$number" -lt "$workers" ]; do
    work "$number" &
    number=$((number + 1))
done
wait
{
    printf '{"time":"%s","tags":{\n' "$(now)"
    cat -- "$folder"/said.* | paste -s -d , -
    printf '}}\n'
} >"$folder/answers.json" && sync "$folder/answers.json" && mv -f -- "$folder/answers.json" "$kept/answers.json"
