// SPDX-License-Identifier: LGPL-2.1-or-later
/** A library made for a test, in a folder of its own, with apps of whatever shape. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** What differs from an app that is all right. null leaves a file out. */
export interface AppShape {
    env?: string | Uint8Array | null;
    compose?: string | Uint8Array | null;
    /** Changes fields of variables.json; a text is the whole file. */
    variables?: string | Uint8Array | Record<string, unknown> | null;
    files?: Record<string, string>;
}

export const plainEnv = `W9_REPO=nginx
W9_DIST='community'
W9_VERSION='1.0'
W9_POWER_PASSWORD='x'
W9_ID='app'
W9_HTTP_PORT=80
W9_HTTP_PORT_SET='9001'
W9_LOGIN_USER=admin
W9_LOGIN_PASSWORD=$W9_POWER_PASSWORD
W9_URL='internet_ip:$W9_HTTP_PORT_SET'
W9_NETWORK=websoft9
`;

export const plainCompose = `services:
  app:
    image: $W9_REPO:$W9_VERSION
    container_name: $W9_ID
    ports:
      - $W9_HTTP_PORT_SET:80
    env_file: .env
networks:
  default:
    name: $W9_NETWORK
    external: true
`;

export const plainVariables = {
    name: "app", trademark: "App", release: true, fork_url: "", version_from: "",
    edition: [{ dist: "community", version: ["1.0", "latest"] }],
    requirements: { cpu: "1", memory: "1", disk: "1", url: "" },
};

export class MadeLibrary {
    /** Around the library, for what lies outside of it. */
    readonly outside = mkdtempSync(join(tmpdir(), "made-library-"));
    readonly folder = join(this.outside, "library");

    constructor() {
        mkdirSync(this.folder);
    }

    /** The app's folder. */
    add(name: string, { env = plainEnv, compose = plainCompose, variables = {}, files = {} }: AppShape = {}): string {
        const folder = join(this.folder, name);
        mkdirSync(folder);
        const write = (path: string, content: string | Uint8Array | null) => {
            if (content === null)
                return;
            mkdirSync(dirname(join(folder, path)), { recursive: true });
            writeFileSync(join(folder, path), content);
        };
        write(".env", env);
        write("docker-compose.yml", compose);
        write("variables.json", variables === null || typeof variables === "string" || variables instanceof Uint8Array
            ? variables
            : JSON.stringify({ ...plainVariables, name, ...variables }));
        for (const [path, text] of Object.entries(files))
            write(path, text);
        return folder;
    }

    remove(): void {
        // Node's own goes down by recursion, and a folder may be deeper than its stack.
        execFileSync("rm", ["-r", this.outside]);
    }
}
