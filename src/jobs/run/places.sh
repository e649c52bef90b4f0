# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh disable=SC2154
# What the definition's paths below the app's folder stand for. Docker follows links in them as root, and a container that
# has a folder above one mounted can put a link there, or another text. So the links are a part of what was allowed, and so
# is the content of files that are no data: configs, secrets, and what images are built from.

# Reads compose's JSON, a value a line. Prints "w" and a folder that containers write to, "m" and a file or folder whose
# content counts, and "p" and any other path below the folder.
paths_in_model() {
    app=$app awk '
        BEGIN { app = ENVIRON["app"]; hex = "0123456789abcdef" }
        function plain(text,    at, all, sign) {
            while (at = index(text, "\\")) {
                sign = substr(text, at + 1, 1)
                all = all substr(text, 1, at - 1)
                if (sign == "u") {
                    all = all sprintf("%c", 16 * (index(hex, substr(text, at + 4, 1)) - 1) + index(hex, substr(text, at + 5, 1)) - 1)
                    text = substr(text, at + 6)
                } else {
                    all = all sign
                    text = substr(text, at + 2)
                }
            }
            all = all text
            gsub(/\$\$/, "$", all)
            return all
        }
        function tell(kind, path) { if (path == app || index(path, app "/") == 1) print kind, path }
        function ended() { if (bound) tell(writable ? "w" : "p", source); bound = 0 }
        {
            indent = match($0, /[^ ]/)
            key = match($0, /^ *"([^"\\]|\\.)*": /) ? substr($0, indent + 1, RLENGTH - indent - 3) : ""
            value = substr($0, key == "" ? indent : RLENGTH + 1)
            sub(/,$/, "", value)
            if (bound && indent < within) ended()
            if (key == "read_only" && value == "true" && indent == within) writable = 0
            if (value !~ /^".*"$/) next
            value = plain(substr(value, 2, length(value) - 2))
            if (key == "type" && value == "bind") { ended(); bound = 1; writable = 1; within = indent; source = "" }
            if (key == "source" && bound && indent == within) source = value
            if (key == "context") context = value
            if (key == "dockerfile") { tell("m", value ~ /^\// ? value : context "/" value) }
            else tell(key == "context" || key == "file" ? "m" : "p", value)
        }'
}

is_link_on() { # path below the folder
    place=$app
    rest=${1#"$app"}
    while [ -n "$rest" ]; do
        part=${rest%%/*}
        rest=${rest#"$part"}
        rest=${rest#/}
        place=$place/$part
        if [ -L "$place" ]; then return; fi
    done
    return 1
}

# Of a file, or of a folder with the kind, mode, size and content of each file in it. Nothing is followed or waited for.
digest_of() { # path
    if [ -f "$1" ]; then
        timeout -s KILL 10 dd if="$1" iflag=nofollow,nonblock bs=65536 status=none | sha256sum
    elif [ -d "$1" ]; then
        timeout -s KILL 10 tar --create --numeric-owner --sort=name --mtime=@0 --directory "$1" . | sha256sum
    else
        echo missing
    fi 2>/dev/null | cut -d ' ' -f 1
}

# A line for each link and each content, relative to the folder.
places() { # model
    found=$(printf '%s\n' "$1" | paths_in_model | sort -u)
    written=$(printf '%s\n' "$found" | sed -n 's/^w //p')
    printf '%s\n' "$found" | while read -r kind path; do
        if [ -z "$path" ]; then continue; fi
        if is_link_on "$path"; then
            printf '%s -> %s\n' "${path#"$app/"}" "$(readlink -m -z -- "$path" | tr '\n' '?' | tr -d '\000')"
        elif [ "$kind" = m ]; then
            printf '%s\n' "$written" | while read -r folder; do
                case $path/ in "${folder:-/dev/null}"/*) echo yes && break ;; esac
            done | grep -q yes && printf '%s %s\n' "${path#"$app/"}" "$(digest_of "$path")"
        fi
    done | sort -u
}
