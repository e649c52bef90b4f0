#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Puts WordPress into an empty volume, and a configuration beside it, then runs the command.
set -eu

if [ "$1" = apache2-foreground ]; then
    if [ ! -e index.php ] && [ ! -e wp-includes/version.php ]; then
        echo "WordPress is copied to $PWD" >&2
        cp -a /usr/src/wordpress/. .
    fi
    if [ ! -e wp-config.php ] && [ -n "${WORDPRESS_DB_HOST-}${WORDPRESS_DB_HOST_FILE-}" ]; then
        # Fresh keys: 48 random bytes each, in place of the marks in the file.
        cp wp-config-docker.php wp-config.new
        while grep -q 'random key' wp-config.new; do
            key=$(head -c 48 /dev/urandom | base64 -w 0 | tr '/+' '_-')
            sed -i "0,/random key/s/random key/$key/" wp-config.new
        done
        chown www-data:www-data wp-config.new
        mv wp-config.new wp-config.php
    fi
fi

exec "$@"
