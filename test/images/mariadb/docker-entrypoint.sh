#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Makes a new database in an empty volume, with the account and database that the environment names, then runs the server.
set -euo pipefail

# setting NAME: MARIADB_NAME or MYSQL_NAME, each also as the name of a file that holds it.
setting() {
    local prefix name file
    for prefix in MARIADB MYSQL; do
        name=${prefix}_$1 file=${prefix}_$1_FILE
        if [ -n "${!file-}" ]; then cat "${!file}"; return; fi
        if [ -n "${!name-}" ]; then printf '%s' "${!name}"; return; fi
    done
}

text() { local s=${1//\\/\\\\}; printf "'%s'" "${s//\'/\'\'}"; }
# shellcheck disable=SC2016 # SQL's quotes
name() { printf '`%s`' "${1//\`/\`\`}"; }

# The server runs these before it listens, so no client meets a half-made database. Each may be run again.
accounts() {
    local root database user
    root=$(setting ROOT_PASSWORD)
    if [ -z "$root" ] && [ -n "$(setting RANDOM_ROOT_PASSWORD)" ]; then
        root=$(head -c 24 /dev/urandom | base64)
        echo "GENERATED ROOT PASSWORD: $root" >&2
    fi
    echo "CREATE USER IF NOT EXISTS root@'%' IDENTIFIED BY $(text "$root");"
    echo "GRANT ALL ON *.* TO root@'%' WITH GRANT OPTION;"
    echo "ALTER USER root@localhost IDENTIFIED VIA mysql_native_password USING PASSWORD($(text "$root")) OR unix_socket;"
    database=$(setting DATABASE)
    if [ -n "$database" ]; then echo "CREATE DATABASE IF NOT EXISTS $(name "$database");"; fi
    user=$(setting USER)
    if [ -n "$user" ]; then
        echo "CREATE USER IF NOT EXISTS $(text "$user")@'%' IDENTIFIED BY $(text "$(setting PASSWORD)");"
        if [ -n "$database" ]; then echo "GRANT ALL ON $(name "${database//_/\\_}").* TO $(text "$user")@'%';"; fi
    fi
}

if [ "${1:0:1}" = - ]; then set -- mariadbd "$@"; fi

if [ "$1" = mariadbd ] || [ "$1" = mysqld ]; then
    data=/var/lib/mysql
    shift
    set -- mariadbd --user=mysql "$@"
    if [ ! -d "$data/mysql" ]; then
        if [ -z "$(setting ROOT_PASSWORD)$(setting RANDOM_ROOT_PASSWORD)$(setting ALLOW_EMPTY_ROOT_PASSWORD)$(setting ALLOW_EMPTY_PASSWORD)" ]; then
            echo "Database is uninitialized and no root password is given: set one of MARIADB_ROOT_PASSWORD," \
                "MARIADB_ALLOW_EMPTY_ROOT_PASSWORD and MARIADB_RANDOM_ROOT_PASSWORD" >&2
            exit 1
        fi
        # Made beside and moved as a whole, so that a power cut leaves nothing that looks like a database.
        rm -rf "$data/new"
        install -d -o mysql -g mysql "$data/new"
        mariadb-install-db --user=mysql --datadir="$data/new" --skip-test-db --skip-name-resolve \
            --innodb-log-file-size=16M --auth-root-authentication-method=socket >/dev/null
        chown mysql:mysql "$data"
        install -m 600 -o mysql -g mysql /dev/null "$data/accounts.sql"
        accounts >"$data/accounts.sql"
        # The server itself notes that it has read them all.
        echo "SELECT 'done' INTO OUTFILE '$data/accounts.done';" >>"$data/accounts.sql"
        shopt -s dotglob
        for file in "$data"/new/*; do [ "$file" = "$data/new/mysql" ] || mv "$file" "$data/"; done
        mv "$data/new/mysql" "$data/"
        rmdir "$data/new"
    fi
    if [ -e "$data/accounts.sql" ]; then
        if [ -e "$data/accounts.done" ]; then
            rm -f "$data/accounts.sql" "$data/accounts.done"
        else
            set -- "$@" --init-file="$data/accounts.sql"
        fi
    fi
fi

exec "$@"
