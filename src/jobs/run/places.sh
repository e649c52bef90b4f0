# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh disable=SC2154
# What the definition's paths below the app's folder stand for. Docker follows links in them as root, and a container that
# can write to a parent of a mounted path can replace it by a link, or change its text. So the links are part of what was
# allowed, and so is the content of files that are not data: configs, secrets, and what images are built from.

# Reads compose's JSON, which has a value a line. Prints the paths below the folder, each once: after "content" those of
# files that are not data and that containers can write, after "path" all others.
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
        function tell(path) {
            if ((path == app || index(path, app "/") == 1) && !(path in seen)) { seen[path] = 1; paths[++count] = path }
        }
        function ended() { if (bound && writable) open[source] = 1; bound = 0 }
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
            if (key == "dockerfile" && value !~ /^\//) value = context "/" value
            if (key == "context" || key == "file" || key == "dockerfile") counts[value] = 1
            tell(value)
        }
        END {
            for (at = 1; at <= count; at++) {
                kind = "path"
                if (paths[at] in counts) for (folder in open) if (index(paths[at] "/", folder "/") == 1) kind = "content"
                print kind, paths[at]
            }
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

# Reads the model. Prints a line for each link and each content, relative to the folder.
places() {
    paths_in_model | while read -r what path; do
        if is_link_on "$path"; then
            printf '%s -> %s\n' "${path#"$app/"}" "$(readlink -m -z -- "$path" | tr '\n' '?' | tr -d '\000')"
        elif [ "$what" = content ]; then
            printf '%s %s\n' "${path#"$app/"}" "$(digest_of "$path")"
        fi
    done
}
