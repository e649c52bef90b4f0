// SPDX-License-Identifier: LGPL-2.1-or-later
/** A registry of a test's own in front of the one that has the images: absent, without an image, or slow, as told. */
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

const upstream = Number(process.env.APPMANAGE_TEST_REGISTRY_PORT ?? 5050);

/** `stalled`: takes requests and never answers. The last two: what registries say of images and tags that they lack. */
export type Mood = "good" | "stalled" | "no-image" | "no-tag";

const missing = {
    "no-image": { code: "NAME_UNKNOWN", message: "repository name not known to registry" },
    "no-tag": { code: "MANIFEST_UNKNOWN", message: "manifest unknown" },
};

export class BadRegistry {
    mood: Mood = "good";
    readonly #server: Server = createServer((incoming, response) => { this.#answer(incoming, response); });
    readonly #waiting: [IncomingMessage, ServerResponse][] = [];
    #port = 0;

    /** Docker trusts registries of 127.0.0.0/8 without TLS. */
    get address() {
        return `127.0.0.1:${this.#port}`;
    }

    /** On the same port as before, if there was one. */
    async open() {
        await new Promise<void>((resolve, reject) => {
            this.#server.once("error", reject);
            this.#server.listen(this.#port, "127.0.0.1", resolve);
        });
        this.#port = (this.#server.address() as AddressInfo).port;
    }

    /** Connections are refused from now on. */
    async close() {
        const closed = new Promise(resolve => { this.#server.close(resolve); });
        this.#server.closeAllConnections();
        await closed;
    }

    /** Answers what was asked while it was stalled. */
    release() {
        this.mood = "good";
        this.#waiting.splice(0).forEach(([incoming, response]) => { this.#answer(incoming, response); });
    }

    #answer(incoming: IncomingMessage, response: ServerResponse) {
        if (this.mood === "stalled") {
            this.#waiting.push([incoming, response]);
        } else if (this.mood !== "good" && incoming.url?.includes("/manifests/")) {
            response.writeHead(404, { "Content-Type": "application/json" });
            response.end(JSON.stringify({ errors: [missing[this.mood]] }));
        } else {
            const { method, url, headers } = incoming;
            const forward = request({ host: "127.0.0.1", port: upstream, method, path: url, headers }, reply => {
                response.writeHead(reply.statusCode ?? 502, reply.headers);
                reply.pipe(response);
            });
            forward.on("error", () => response.destroy());
            response.on("close", () => { forward.destroy(); });
            incoming.pipe(forward);
        }
    }
}
