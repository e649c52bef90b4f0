#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Makes a new database in an empty volume, with the account and database that the environment names, then runs the server.
set -euo pipefail

# setting NAME DEFAULT: NAME, or what stands in the file that NAME_FILE names.
setting() {
    local file=${1}_FILE
    if [ -n "${!file-}" ]; then cat "${!file}"; else printf '%s' "${!1-$2}"; fi
}

if [ "${1:0:1}" = - ]; then set -- postgres "$@"; fi

if [ "$1" = postgres ]; then
    if [ "$(id -u)" = 0 ]; then
        install -d -m 700 -o postgres -g postgres "$PGDATA"
        chown postgres:postgres "$(dirname "$PGDATA")"
        exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" "$@"
    fi
    if [ ! -s "$PGDATA/PG_VERSION" ]; then
        password=$(setting POSTGRES_PASSWORD "")
        method=$(setting POSTGRES_HOST_AUTH_METHOD scram-sha-256)
        if [ -z "$password" ] && [ "$method" != trust ]; then
            echo "Database is uninitialized and no superuser password is given: set POSTGRES_PASSWORD" >&2
            exit 1
        fi
        user=$(setting POSTGRES_USER postgres)
        database=$(setting POSTGRES_DB "$user")
        # Made beside and moved as a whole, so that a power cut leaves nothing that looks like a database.
        rm -rf "$PGDATA/new"
        initdb --pgdata="$PGDATA/new" --username="$user" --encoding=UTF8 --auth-local=trust --auth-host=scram-sha-256 \
            --pwfile=<(printf '%s\n' "$password") >/dev/null
        printf 'host all all all %s\n' "$method" >>"$PGDATA/new/pg_hba.conf"
        if [ "$database" != postgres ]; then
            # Single-user mode reads one statement a line.
            printf 'CREATE DATABASE "%s"\n' "${database//\"/\"\"}" | postgres --single -D "$PGDATA/new" postgres >/dev/null
        fi
        shopt -s dotglob
        for file in "$PGDATA"/new/*; do [ "$file" = "$PGDATA/new/PG_VERSION" ] || mv "$file" "$PGDATA/"; done
        mv "$PGDATA/new/PG_VERSION" "$PGDATA/"
        rmdir "$PGDATA/new"
    fi
    shift
    set -- postgres -c listen_addresses='*' "$@"
fi

exec "$@"
