// SPDX-License-Identifier: LGPL-2.1-or-later
/** The phases of an installation, and how an app is brought there and held long enough to be struck. */
import type { Context } from "../../src/apps/context";
import type { StatusName } from "../../src/apps/status/status";
import type { Appliance } from "./appliance";
import { install, statusNow, within, word } from "./apps";
import { finishedIn } from "./layers";
import type { Registry } from "./registry";

export interface World { appliance: Appliance, registry: Registry, context: Context }

/** How the installation is asked for: by the core, or by a page in a browser. */
export type Asker = (id: string) => Promise<void>;

export const phases = ["queued", "pulling", "creating", "starting", "running"] as const;
export type Phase = (typeof phases)[number];

const statusOf: Record<Phase, StatusName> = {
    queued: "queuing", pulling: "pulling", creating: "creating", starting: "initing", running: "running",
};

const images = ["appmanage-test/layers:1", "appmanage-test/layers:2"];

/** The app before whose turn `id` comes, in phase queued. */
export function holderOf(id: string): string {
    return `${id}x`;
}

/** After a power cut docker may have layers that are no image's, and would not pull them. */
const noImages = `
docker image prune --all --force >/dev/null
blobs=/var/lib/containerd/io.containerd.content.v1.content/blobs/sha256
[ -n "$(ls /var/lib/docker/image/overlay2/layerdb/sha256 "$blobs" 2>/dev/null | grep '^[0-9a-f]')" ] || exit 0
systemctl reset-failed docker.service docker.socket
systemctl stop docker.service docker.socket containerd.service
umount /var/lib/docker/overlay2 2>/dev/null
find /var/lib/docker /var/lib/containerd -mindepth 1 -maxdepth 1 -exec rm -rf {} +
systemctl start docker.socket docker.service
`;

export async function reach(world: World, phase: Phase, id: string, ask: Asker): Promise<void> {
    const { appliance, registry, context } = world;
    await registry.heal();
    if (phase === "queued" || phase === "pulling") {
        await appliance.sh(noImages);
        await registry.spoil({ bytesPerSecond: 1_500_000 });
    } else {
        await appliance.sh(
            "for image; do docker image inspect \"$image\" >/dev/null 2>&1 || docker pull -q \"$image\"; done",
            ...images);
    }
    if (phase === "queued") {
        await install(context, holderOf(id));
        await arrive(context, holderOf(id), "pulling");
    }
    await ask(id);
    await arrive(context, id, statusOf[phase]);
    const hasLayers = async () => (await finishedLayers(appliance, id)).length >= 2;
    if (phase === "pulling" && await within(20_000, hasLayers) === undefined)
        throw new Error(`${id}: no layer is pulled`);
}

async function arrive(context: Context, id: string, status: StatusName): Promise<void> {
    let last = "";
    const isThere = async () => {
        last = word(await statusNow(context, id));
        return last === status;
    };
    if (await within(60_000, isThere) === undefined)
        throw new Error(`${id} is ${last} instead of ${status}`);
}

/** Layers that docker has pulled for good in the job's present run. */
export async function finishedLayers({ sh }: Appliance, id: string): Promise<string[]> {
    return finishedIn(await sh("cat /var/lib/appmanage/jobs/\"$1\"/log", id));
}
