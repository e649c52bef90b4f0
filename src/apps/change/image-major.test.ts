// SPDX-License-Identifier: LGPL-2.1-or-later
import { databaseChanges } from "./image-major";

const changes = (from: string, to: string) => databaseChanges({ db: from }, { db: to });

it.each([
    ["postgres:16.4", "postgres:16.9-alpine"], ["postgres:9.6.1", "postgres:9.6.24"], ["mysql:8.0", "mysql:8.4"],
    ["mariadb:10.5.3", "mariadb:10.11"], ["docker.io/library/mongo:7.0.1", "mongo:7.0.9"], ["mongo:7", "mongo:7.0.9"],
    ["pgvector/pgvector:pg16", "pgvector/pgvector:0.8.0-pg16"], ["bitnami/postgresql:16", "postgres:16.1"],
    ["redis:6", "redis:8"], ["wordpress:6", "wordpress:7"], ["nginx", "nginx:1.30"], ["postgres:latest", "postgres:latest"],
    ["registry:5000/my/app:1", "registry:5000/my/app:2"], ["postgres:16@sha256:0123", "postgres:16.2"],
    ["postgres-exporter:1", "postgres-exporter:2"],
])("lets %s become %s", (from, to) => {
    expect(changes(from, to)).toEqual([]);
});

it.each([
    ["postgres:16.4", "postgres:17.0"], ["postgres:9.5", "postgres:9.6"], ["mysql:5.7.44", "mysql:8.0"],
    ["mysql:5.6", "mysql:5.7"], ["mariadb:10.11", "mariadb:11.4"], ["mongo:6", "mongo:7"],
    // Older ones may not read the files of newer ones.
    ["postgres:17", "postgres:16"], ["mariadb:10.11.3", "mariadb:10.5"],
    // What a floating tag stands for is not known.
    ["postgres:latest", "postgres:16"], ["postgres:16", "postgres"], ["postgres:16", "postgres:alpine"],
    // Another program.
    ["mysql:8.0", "mariadb:10.11"], ["postgres:16", "example/app:16"], ["pgvector/pgvector:pg16", "pgvector/pgvector:pg17"],
    ["timescale/timescaledb:2.17.2-pg16", "timescale/timescaledb:2.17.2-pg17"],
    ["registry:5000/library/postgres:16", "registry:5000/library/postgres:17"],
])("does not let %s become %s", (from, to) => {
    expect(changes(from, to)).toEqual([{ service: "db", from, to }]);
});

it("leaves out services that come or go", () => {
    expect(databaseChanges({ old: "postgres:16", constructor: "postgres:16" }, { new: "postgres:17" })).toEqual([]);
});
