# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh
# content_digest: prints a SHA-256 digest of the current folder: the names of all that is in it, links with where they lead,
# and the content of its files.
content_digest() {
    {
        find . ! -type f -printf '%y %l %p\0'
        find . -type f -exec sha256sum -z -- {} +
    } | LC_ALL=C sort -z | sha256sum | cut -d ' ' -f 1
}
