// SPDX-License-Identifier: LGPL-2.1-or-later
/** Many installed apps of three small containers each, made as cheaply as docker can, and labelled as by compose. */
import { mkdir, writeFile } from "node:fs/promises";
import * as z from "zod";
import type { AppRecord } from "../../../src/apps/records/record";
import { dataFolder, pathsBelow } from "../../../src/apps/paths";
import { formatRecords } from "../../../src/apps/records/update-records";
import { engineSocket } from "../../../src/docker/engine";
import { appName, mostRunning } from "./fleet-name";
import { machine, shippedLibrary } from "./host";

const paths = pathsBelow(dataFolder);
const image = "busybox:1.37";
const services = ["web", "db", "worker"];
const created = z.object({ Id: z.string() });

async function createContainer(id: string, service: string, isRunning: boolean): Promise<void> {
    const folder = paths.app(id);
    const { status, body } = await machine.request(engineSocket, {
        method: "POST",
        path: `/containers/create?name=${id}-${service}-1`,
        body: JSON.stringify({
            Image: image,
            Cmd: ["sleep", "infinity"],
            Labels: {
                "com.docker.compose.config-hash": "5c1b0c5ae2f3a8bf64f04e1dfb6e4a8d6a1c5eb1b21c4e7fa5d4e9a1f26c0d11",
                "com.docker.compose.container-number": "1",
                "com.docker.compose.depends_on": service === "web" ? "db:service_started:false" : "",
                "com.docker.compose.image": "sha256:5c1b0c5ae2f3a8bf64f04e1dfb6e4a8d6a1c5eb1b21c4e7fa5d4e9a1f26c0d11",
                "com.docker.compose.oneoff": "False",
                "com.docker.compose.project": id,
                "com.docker.compose.project.config_files": `${folder}/docker-compose.yml`,
                "com.docker.compose.project.working_dir": folder,
                "com.docker.compose.service": service,
                "com.docker.compose.version": "2.26.1",
            },
            HostConfig: { NetworkMode: "none", RestartPolicy: { Name: "unless-stopped" }, Init: false },
            StopSignal: "SIGKILL",
        }),
    });
    if (status !== 201)
        throw new Error(`${id}: ${status} ${body}`);
    if (!isRunning)
        return;
    const started = await machine.request(engineSocket, {
        method: "POST", path: `/containers/${created.parse(JSON.parse(body)).Id}/start`, body: "",
    });
    if (started.status !== 204)
        throw new Error(`${id}: ${started.status} ${started.body}`);
}

function recordOf(id: string, isRunning: boolean): AppRecord {
    return {
        app_id: id,
        name: "wordpress",
        customer_name: id,
        trade_mark: "WordPress",
        version: "7.1.0",
        official: true,
        library: shippedLibrary,
        created: new Date().toISOString(),
        wish: isRunning ? "running" : "stopped",
        services: Object.fromEntries(services.map(service =>
            [service, { restart: "unless-stopped", oneShot: false, healthcheck: false, image, scale: 1 }])),
        ports: { W9_HTTP_PORT_SET: 9001 },
        network: { name: `appmanage-${id}`, subnet: "10.201.0.0/28" },
        access: {
            port: 9001, url: "http://$host:9001", admin_url: "http://$host:9001/wp-admin",
            user_name: "admin", password: "Ab3dEf6hIj9kLm2n",
        },
        probe: { scheme: "http", address: "", port: 9001 },
        image_url: "../appmanage/library/apps/wordpress/logo.svg",
    };
}

async function installFiles(id: string): Promise<void> {
    await mkdir(paths.app(id), { recursive: true });
    await mkdir(paths.job(id), { recursive: true });
    await writeFile(`${paths.app(id)}/docker-compose.yml`, JSON.stringify({
        services: Object.fromEntries(services.map(service =>
            [service, { image, command: "sleep infinity", network_mode: "none" }])),
    }));
    await writeFile(`${paths.job(id)}/ticket`, `${Date.now()}\n`);
    await writeFile(`${paths.job(id)}/phase`, "done\n");
}

/** Adds apps until there are as many as `count`. */
export async function growFleet(from: number, count: number): Promise<void> {
    const ids = Array.from({ length: count }, (_none, at) => appName(at + 1));
    const wanted = ids.slice(from).flatMap(id => services.map(service => ({ id, service })));
    const isRunning = (id: string) => ids.indexOf(id) < mostRunning;
    await Promise.all(ids.slice(from).map(installFiles));
    await Promise.all(Array.from({ length: 6 }, async () => {
        for (let next = wanted.shift(); next; next = wanted.shift())
            await createContainer(next.id, next.service, isRunning(next.id));
    }));
    await writeFile(paths.records, formatRecords(Object.fromEntries(ids.map(id => [id, recordOf(id, isRunning(id))]))));
}
