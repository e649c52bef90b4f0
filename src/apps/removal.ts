// SPDX-License-Identifier: LGPL-2.1-or-later
/** What belongs to an app: by Docker's labels and by the app's own folders. Its removal is a job. */
import type { Machine } from "../machine/machine";
import { runScript } from "../machine/script";
import * as z from "../machine/zod";
import { OperationError } from "./problem";
import type { Paths } from "./paths";

const kinds = z.enum([
    "container", "network", "volume", "folder",
    "data", // a path below the app's folder that its containers mount
    "layer", // what a container has written outside of its mounts
    "image", // no other container uses it
    "bind", // a path of the host outside the app's folder: it is never removed
    "mount", // another disk below the app's folder: nothing is removed while it is mounted
    "socket", // of Docker: the app may have made things of its own
    "shared-network", // the app's network, which others use
    "child", // a container on the app's network that is not the app's
]);

/** One thing of an app, or one that it works with. `size` in bytes, null where it is unknown. */
export interface Belonging {
    kind: z.infer<typeof kinds>;
    name: string;
    size: number | null;
}

export interface RemovalChoice {
    /** The data is deleted, too. */
    purge: boolean;
    /** With the data, images that no other container uses. */
    images: boolean;
}

export type Fate = "removed" | "kept" | "untouched";

/** What uninstalling does with a thing. Volumes and folders are the app's data and settings. */
export function fateOf({ kind }: Belonging, { purge, images }: RemovalChoice): Fate {
    switch (kind) {
    case "container":
    case "network":
    case "layer":
        return "removed";
    case "volume":
    case "folder":
    case "data":
        return purge ? "removed" : "kept";
    case "image":
        return purge && images ? "removed" : "kept";
    case "bind":
    case "mount":
    case "socket":
    case "shared-network":
    case "child":
        return "untouched";
    }
}

export function parseBelongings(text: string): Belonging[] {
    return text.split("\n").flatMap(line => {
        const [, kind, size, name] = /^([\w-]+) (\d+|-) (.+)$/.exec(line) ?? [];
        const known = kinds.safeParse(kind);
        if (!known.success || name === undefined)
            return [];
        return [{ kind: known.data, name, size: size === "-" ? null : Number(size) }];
    });
}

/** Sizes that are not known after so many seconds are null. */
export async function listBelongings(machine: Machine, paths: Paths, id: string, seconds = 60): Promise<Belonging[]> {
    const { listScript } = await import("./list-script");
    const { status, stdout, stderr } = await runScript(
        machine, "list-belongings", listScript, { args: [paths.root, id, String(seconds)], seconds: 120 });
    if (status !== 0)
        throw new OperationError("Container.CommandError", stderr.trim());
    return parseBelongings(stdout);
}
