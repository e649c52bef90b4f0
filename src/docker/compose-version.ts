// SPDX-License-Identifier: LGPL-2.1-or-later
/** Which Compose there is. It changes at most when the host is upgraded, and takes as long to tell as a whole project. */
import type { Machine } from "../machine/machine";

const known = new WeakMap<Machine, Promise<string>>();

/** "" where docker has no compose command. Asked once for each machine, until it is forgotten. */
export function composeVersion(machine: Machine): Promise<string> {
    const asked = known.get(machine) ?? ask(machine);
    known.set(machine, asked);
    asked.then(version => version === "" && known.delete(machine), () => known.delete(machine));
    return asked;
}

/** For what would fail by the version that is known: it may have been upgraded since. */
export function askComposeVersionAgain(machine: Machine): Promise<string> {
    known.delete(machine);
    return composeVersion(machine);
}

async function ask(machine: Machine): Promise<string> {
    const { status, stdout } = await machine.run(["timeout", "-s", "KILL", "30", "docker", "compose", "version", "--short"]);
    return status === 0 ? stdout.trim().replace(/^v/, "") : "";
}
