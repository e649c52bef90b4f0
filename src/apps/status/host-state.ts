// SPDX-License-Identifier: LGPL-2.1-or-later
/** How the host is, as far as the apps on it can be told. */
import { DockerError } from "../../docker/engine";
import { MachineError } from "../../machine/machine";
import type { Context } from "../context";
import { OperationError } from "../problem";
import { StoreError } from "../records/store";

export type HostState =
    | { is: "loading" }
    | { is: "no-access" } // no administrative access
    | { is: "no-docker" } // docker is not installed
    | { is: "docker-stopped" }
    | { is: "not-answering" } // docker is there and does not answer in time
    | { is: "unreadable", detail: string } // docker or apps.json is there and can't be read
    | { is: "ready" };

/** What the host can be blamed for; any other error is a fault of this program. */
export function isOfHost(error: unknown): error is Error {
    return [MachineError, DockerError, StoreError, OperationError].some(known => error instanceof known);
}

/** Rethrows errors that the host did not cause. */
export async function hostStateOf(context: Context, error: unknown): Promise<HostState> {
    if (!isOfHost(error))
        throw error;
    if (error instanceof MachineError && error.problem === "access-denied")
        return { is: "no-access" };
    if (error instanceof DockerError) {
        const { is } = error.problem;
        if (is === "not-answering")
            return { is };
        if (is !== "failed")
            return { is: await hasDocker(context) ? "docker-stopped" : "no-docker" };
    }
    return { is: "unreadable", detail: error.message };
}

async function hasDocker({ machine }: Context): Promise<boolean> {
    try {
        return (await machine.run(["sh", "-c", "command -v dockerd"])).status === 0;
    } catch (error) {
        if (error instanceof MachineError)
            return false;
        throw error;
    }
}
