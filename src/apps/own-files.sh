# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh
# Arguments: an app's folder, the greatest size, names of files in it. Prints "+" and the text of each, at most a byte more
# than that, or "-" where no regular file is; each ended by NUL. A container can exchange them at any moment: no link is
# followed, and no FIFO waited for.
cd -- "$1" || exit
most=$(($2 + 1))
shift 2
for file do
    if [ -f "$file" ] && [ ! -L "$file" ]; then
        printf '+'
        dd if="./$file" iflag=nofollow,nonblock,count_bytes,fullblock count="$most" bs=64k status=none | tr -d '\000'
    else
        printf '%s' -
    fi
    printf '\000'
done
