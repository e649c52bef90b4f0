// SPDX-License-Identifier: LGPL-2.1-or-later
/** Files of an app's own folder, which its containers may have written. */
import { MachineError, type Machine } from "../machine/machine";
import { runScript } from "../machine/script";
import ownFilesScript from "./own-files.sh";

/** Bytes; no library's file is larger. */
const largest = 256 * 1024;

/** The text of each, null where no regular file is. Throws a `MachineError` for one that is too large. */
export async function readOwnFiles(
    machine: Pick<Machine, "run">, folder: string, files: readonly string[],
): Promise<(string | null)[]> {
    const { status, bytes, stderr } = await runScript(
        machine, "read-own-files", ownFilesScript, { args: [folder, String(largest), ...files], seconds: 10 });
    if (status !== 0)
        throw new MachineError("failed", stderr.trim());
    const texts = new TextDecoder().decode(bytes).split("\0");
    return files.map((file, at) => {
        const text = texts[at] ?? "";
        if (text.length > largest + 1)
            throw new MachineError("failed", `${folder}/${file}: larger than ${largest} bytes`);
        return text.startsWith("+") ? text.slice(1) : null;
    });
}

/** The text of one. Throws a `MachineError` where no regular file is. */
export async function readOwnFile(machine: Pick<Machine, "run">, folder: string, file: string): Promise<string> {
    const [text] = await readOwnFiles(machine, folder, [file]);
    if (typeof text !== "string")
        throw new MachineError("failed", `${folder}/${file}: no such file`);
    return text;
}
