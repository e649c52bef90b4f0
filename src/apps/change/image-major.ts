// SPDX-License-Identifier: LGPL-2.1-or-later
/** Databases whose files another major version can't read: known by the names and tags of their images. */

/** By the last part of an image's name, what it is; those of one kind read each other's files. */
const kinds: Readonly<Record<string, string>> = {
    "postgres": "postgres", "postgresql": "postgres", "pgvector": "postgres", "postgis": "postgres", "timescaledb": "postgres",
    "timescaledb-ha": "postgres", "pgvecto-rs": "postgres", "supabase-postgres": "postgres",
    "mysql": "mysql", "mysql-server": "mysql", "percona": "mysql", "mariadb": "mariadb", "mariadb-galera": "mariadb",
    "mongo": "mongo", "mongodb": "mongo", "mongodb-community-server": "mongo",
    "elasticsearch": "elasticsearch", "opensearch": "opensearch", "influxdb": "influxdb", "neo4j": "neo4j",
    "cassandra": "cassandra", "clickhouse-server": "clickhouse", "couchdb": "couchdb",
};

/** Before these, a version's first two numbers were its major version. */
const firstSingle: Readonly<Record<string, number>> = { postgres: 10, mysql: 8 };

export interface DatabaseChange {
    service: string;
    from: string;
    to: string;
}

interface Database { kind: string, numbers: number[] }

/** Undefined for an image that is not a database's. `numbers` is empty where the tag tells none, as "latest". */
function databaseOf(image: string): Database | undefined {
    const [name = ""] = image.split("@");
    const [, repository = "", tag = ""] = /^(?:.*\/)?([^/:]+)(?::([^/]*))?$/.exec(name) ?? [];
    const kind = Object.hasOwn(kinds, repository) ? kinds[repository] : undefined;
    if (kind === undefined)
        return undefined;
    // "16.4-alpine", "v7.0.1", "pg16", "15-3.4" of postgis, "2.17.2-pg16" of timescaledb
    const numbers = (/(?:^|-)pg(\d+(?:\.\d+)*)/.exec(tag) ?? /^v?(\d+(?:\.\d+)*)/.exec(tag))?.[1];
    return { kind, numbers: numbers?.split(".").map(Number) ?? [] };
}

function majorOf({ kind, numbers }: Database): string {
    const [first = -1, second] = numbers;
    return first >= (firstSingle[kind] ?? 0) ? String(first) : `${first}.${second ?? ""}`;
}

function isBelow(one: readonly number[], other: readonly number[]): boolean {
    for (const [at, number] of one.entries()) {
        const against = other[at];
        if (against === undefined || number !== against)
            return against !== undefined && number < against;
    }
    return false;
}

/** Services whose database would become another major version's or an older one, or something else; by their images. */
export function databaseChanges(
    before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>,
): DatabaseChange[] {
    return Object.entries(before).flatMap(([service, from]) => {
        const to = Object.hasOwn(after, service) ? after[service] : undefined;
        if (to === undefined || to === from)
            return [];
        const [one, other] = [databaseOf(from), databaseOf(to)];
        if (!one && !other)
            return [];
        const isSame = one?.kind === other?.kind && one !== undefined && other !== undefined && one.numbers.length > 0 &&
            other.numbers.length > 0 && majorOf(one) === majorOf(other) && !isBelow(other.numbers, one.numbers);
        return isSame ? [] : [{ service, from, to }];
    });
}
