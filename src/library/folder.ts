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

/* Argument: the folder. Prints foreign files, each ended by NUL, an empty record, the size, a newline, bytes of .env, a newline, and the two files. */
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
    return parseAppFolder(result.bytes);
}

export function parseAppFolder(bytes: Uint8Array): AppFolder {
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
        env: decoder.decode(bytes.subarray(at, at + envBytes)),
        compose: decoder.decode(bytes.subarray(at + envBytes)),
        foreign,
        size,
    };
}
