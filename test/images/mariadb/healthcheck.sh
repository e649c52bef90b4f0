#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# healthcheck.sh [--connect] [--innodb_initialized]: exits 0 when all that is asked for holds.
set -eu

ask() { mariadb --protocol=socket --user=root --batch --skip-column-names --execute "$1"; }

for check in "$@"; do
    case $check in
        # An answer by TCP is enough, be it "access denied".
        --connect) mariadb-admin --protocol=tcp --host=127.0.0.1 --connect-timeout=3 ping >/dev/null 2>&1 ;;
        --innodb_initialized)
            [ "$(ask "SELECT 1 FROM information_schema.ENGINES WHERE engine = 'InnoDB' AND support IN ('YES', 'DEFAULT')")" = 1 ] ;;
        *) echo "healthcheck.sh: unknown check $check" >&2; exit 2 ;;
    esac
done
