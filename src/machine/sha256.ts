// SPDX-License-Identifier: LGPL-2.1-or-later
import type { Machine } from "./machine";
import { scriptOutput } from "./script";

/** In hexadecimal digits. The host computes it: browsers do so only for pages that came by TLS. */
export async function sha256(machine: Pick<Machine, "run">, text: string): Promise<string> {
    const output = await scriptOutput(machine, "sha256", "sha256sum", { input: text });
    return output.slice(0, 64);
}
