// SPDX-License-Identifier: LGPL-2.1-or-later
/** One app's folder, read for an installation. */
import { MachineError, type Machine } from "../machine/machine";

export interface AppFolder {
    env: string;
    compose: string;
    /** Symbolic links and special files within: none may be copied or mounted. */
    foreign: string[];
    /** Bytes of all files. */
    size: number;
}

/*
 * Argument: the folder. Prints foreign files, each ended by NUL, an empty record, the folder's size and that of .env, a
 * line each, and the two files.
 */
const readScript = `
cd -- "$1" || exit 1
find . ! -type f ! -type d -printf '%P\\0'
printf '\\0'
du -sb . | cut -f1
wc -c <.env
cat .env docker-compose.yml
`;

export async function readAppFolder(machine: Machine, folder: string): Promise<AppFolder> {
    const result = await machine.run(["sh", "-c", readScript, "read-folder", folder]);
    if (result.status !== 0)
        throw new MachineError("failed", result.stderr);
    return parseAppFolder(result.bytes, folder);
}

/** Nobody could write back unchanged what is no UTF-8. */
function utf8(bytes: Uint8Array, path: string): string {
    try {
        return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch (error) {
        if (error instanceof TypeError)
            throw new MachineError("failed", `${path}: not UTF-8`);
        throw error;
    }
}

/** Pure half of `readAppFolder`: cuts what the script printed. */
export function parseAppFolder(bytes: Uint8Array, folder: string): AppFolder {
    const decoder = new TextDecoder();
    const foreign: string[] = [];
    let at = 0;
    for (let end = bytes.indexOf(0, at); end > at; end = bytes.indexOf(0, at)) {
        foreign.push(decoder.decode(bytes.subarray(at, end)));
        at = end + 1;
    }
    at += 1;
    const line = () => {
        const end = bytes.indexOf(10, at);
        const text = decoder.decode(bytes.subarray(at, end));
        at = end + 1;
        return Number(text);
    };
    const size = line();
    const envBytes = line();
    return {
        env: utf8(bytes.subarray(at, at + envBytes), `${folder}/.env`),
        compose: utf8(bytes.subarray(at + envBytes), `${folder}/docker-compose.yml`),
        foreign,
        size,
    };
}
