#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Runs the server as its own user, reachable from other containers.
set -eu

case $1 in -* | *.conf) set -- redis-server "$@" ;; esac

if [ "$1" = redis-server ] && [ "$(id -u)" = 0 ]; then
    find . ! -user redis -exec chown redis:redis {} +
    if [ $# = 1 ]; then set -- redis-server --protected-mode no; fi
    exec setpriv --reuid=redis --regid=redis --init-groups "$@"
fi

exec "$@"
