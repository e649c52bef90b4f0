// SPDX-License-Identifier: LGPL-2.1-or-later
/** A registry whose every image fails in its own way, by its name. Docker trusts 127.0.0.0/8 without a certificate. */
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";

export interface FailingRegistry {
    /** HOST:PORT */
    address: string;
    /** The same for one that wants a login. */
    locked: string;
    close(): void;
}

const manifestType = "application/vnd.docker.distribution.manifest.v2+json";
const listType = "application/vnd.docker.distribution.manifest.list.v2+json";

const digestOf = (content: Buffer | string) => `sha256:${createHash("sha256").update(content).digest("hex")}`;

const layer = randomBytes(300_000);
const wrongDigest = `sha256:${"a".repeat(64)}`;
const config = JSON.stringify({
    architecture: process.arch === "arm64" ? "arm64" : "amd64", os: "linux", config: {},
    rootfs: { type: "layers", diff_ids: [wrongDigest] },
});

function manifestOf(layerDigest: string): string {
    return JSON.stringify({
        schemaVersion: 2, mediaType: manifestType,
        config: {
            mediaType: "application/vnd.docker.container.image.v1+json", size: config.length, digest: digestOf(config),
        },
        layers: [{
            mediaType: "application/vnd.docker.image.rootfs.diff.tar.gzip", size: layer.length, digest: layerDigest,
        }],
    });
}

const otherProcessors = JSON.stringify({
    schemaVersion: 2, mediaType: listType,
    manifests: [
        { mediaType: manifestType, size: 10, digest: wrongDigest, platform: { architecture: "vax", os: "vms" } },
    ],
});

function send(response: ServerResponse, status: number, type: string, body: string): void {
    response.writeHead(status, {
        "Content-Type": type, "Content-Length": Buffer.byteLength(body), "Docker-Content-Digest": digestOf(body),
    }).end(body);
}

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
    send(response, status, "application/json", JSON.stringify({ errors: [{ code, message }] }));
}

function sendManifest(name: string, response: ServerResponse): void {
    switch (name) {
    case "limited":
        return refuse(response, 429, "TOOMANYREQUESTS", "You have reached your pull rate limit.");
    case "forbidden":
        return refuse(response, 403, "DENIED", "requested access to the resource is denied");
    case "broken":
        return send(response, 503, "text/plain", "busy");
    case "portal":
        return send(response, 200, manifestType, "<html>Please log in to the network</html>");
    case "processor":
        return send(response, 200, listType, otherProcessors);
    case "digest":
        return send(response, 200, manifestType, manifestOf(wrongDigest));
    case "untar":
    case "without-layer":
        return send(response, 200, manifestType, manifestOf(digestOf(layer)));
    case "hang-up":
        response.destroy();
        return;
    default:
        return refuse(response, 404, "MANIFEST_UNKNOWN", "manifest unknown");
    }
}

async function listen(server: Server): Promise<string> {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const at = server.address();
    if (at === null || typeof at === "string")
        throw new Error("not listening");
    return `127.0.0.1:${at.port}`;
}

export async function failingRegistry(): Promise<FailingRegistry> {
    const open = createServer((request, response) => {
        const [, name = "", kind, reference] = /^\/v2\/([^/]+)\/(manifests|blobs)\/(.+)$/.exec(request.url ?? "") ?? [];
        if (kind === "manifests")
            sendManifest(name, response);
        else if (reference === digestOf(config))
            send(response, 200, "application/octet-stream", config);
        else if (kind === undefined)
            send(response, 200, "application/json", "{}");
        else if (name === "without-layer")
            refuse(response, 404, "BLOB_UNKNOWN", "blob unknown to registry");
        else
            response.writeHead(200, { "Content-Length": layer.length }).end(layer);
    });
    const shut = createServer((_request, response) => {
        response.setHeader("WWW-Authenticate", 'Basic realm="test"');
        refuse(response, 401, "UNAUTHORIZED", "authentication required");
    });
    return {
        address: await listen(open),
        locked: await listen(shut),
        close: () => {
            for (const server of [open, shut]) {
                server.close();
                server.closeAllConnections();
            }
        },
    };
}
