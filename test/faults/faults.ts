// SPDX-License-Identifier: LGPL-2.1-or-later
/** What can go wrong, done for real. */
import { resumeJobs } from "../../src/apps/resume";
import { within } from "./apps";
import type { Page } from "./page";
import type { World } from "./phases";

export interface Fault {
    name: string;
    /** An interrupted installation is an error until the page opens. */
    untilPageOpens?: boolean;
    /** What was interrupted on an installed app goes on when a page opens. */
    untilRepair?: boolean;
    /** Docker throws the layers of an unfinished image away when its client, or the room for them, goes. */
    losesLayers?: boolean;
    /** The installation is asked for in a browser, which this happens to. */
    page?: (page: Page, world: World) => Promise<void>;
    /** Before and after all cells of this fault. */
    prepare?(world: World): Promise<void>;
    restore?(world: World): Promise<void>;
    strike?(world: World, id: string): Promise<void>;
    /** Ends what lasts, after it was looked at what the app makes of it. */
    heal?(world: World): Promise<void>;
}

// Docker and the app's data share a small disk, which is filled from outside.
const smallDisk = `
set -e
systemctl stop docker.service docker.socket
mkdir -p /disk /var/lib/appmanage
mount -t tmpfs -o size=200m tmpfs /disk
mkdir /disk/docker /disk/appmanage
mount --bind /disk/docker /var/lib/docker
mount --bind /disk/appmanage /var/lib/appmanage
systemctl start docker.socket docker.service
`;
const ownDisk = `
systemctl stop docker.service docker.socket
umount /var/lib/docker/overlay2 2>/dev/null
umount /var/lib/docker && umount /var/lib/appmanage && umount /disk
status=$?
systemctl start docker.socket docker.service
exit $status
`;
const filler = "while :; do head -c 1G /dev/zero >>/disk/fill; sleep 0.3; done";

/** Systemd gives up on a docker that starts three times within a minute, which here is our doing. */
const uncounted = "systemctl reset-failed docker.service docker.socket";

export async function dockerIsBack({ appliance }: World): Promise<void> {
    const answers = async () => (await appliance.machine.run(["docker", "version"])).status === 0;
    if (await within(60_000, answers) === undefined)
        throw new Error("docker does not come back");
}

export const faults: readonly Fault[] = [
    { name: "tab closed", page: page => page.closeTab() },
    { name: "logged out", page: page => page.logOut() },
    {
        name: "bridge killed -9",
        page: async (_page, { appliance }) => {
            // In Python, or as up to Cockpit 287 in C.
            await appliance.sh("pkill -9 -f '^(/usr/bin/python3 .*)?cockpit-bridge'");
        },
    },
    {
        name: "job's shell killed -9",
        losesLayers: true,
        untilRepair: true,
        strike: async ({ appliance }, id) => {
            await appliance.sh(
                "pid=$(systemctl show -P MainPID \"appmanage-$1\"); [ \"$pid\" = 0 ] || kill -9 \"$pid\"", id);
        },
    },
    {
        name: "docker compose killed -9",
        losesLayers: true,
        // Both the command and its plugin, of any app: in the queue that of the app before.
        strike: async ({ appliance }) => {
            await appliance.machine.run(["pkill", "-9", "-f", "--", "^([^ ]*/)?docker(-compose)? compose"]);
        },
    },
    {
        name: "dockerd restarted",
        strike: async world => {
            await world.appliance.sh(`${uncounted}; systemctl restart docker`);
            await dockerIsBack(world);
        },
    },
    {
        name: "dockerd killed -9",
        strike: async world => {
            await world.appliance.sh(`${uncounted}; kill -9 "$(cat /run/docker.pid)"`);
            await dockerIsBack(world);
        },
    },
    {
        name: "power cut",
        strike: async world => {
            await world.appliance.script("power-cut");
            await dockerIsBack(world);
        },
    },
    {
        name: "power cut, no resume service",
        untilPageOpens: true,
        prepare: async ({ appliance }) => { await appliance.sh("systemctl -q mask appmanage-resume"); },
        restore: async ({ appliance }) => { await appliance.sh("systemctl -q unmask appmanage-resume"); },
        strike: async world => {
            await world.appliance.script("power-cut");
            await dockerIsBack(world);
            // As two pages do that open at once.
            await Promise.all([resumeJobs(world.context), resumeJobs(world.context)]);
        },
    },
    {
        name: "disk full",
        losesLayers: true,
        prepare: async ({ appliance }) => { await appliance.sh(smallDisk); },
        restore: async ({ appliance }) => { await appliance.sh(ownDisk); },
        strike: async ({ appliance }) => {
            await appliance.sh("systemd-run -q --unit=faults-filler sh -c \"$1\" 2>&1; sleep 1", filler);
        },
        heal: async ({ appliance }) => { await appliance.sh("systemctl stop faults-filler; rm -f /disk/fill"); },
    },
    {
        name: "registry gone",
        strike: async ({ registry }) => { await registry.spoil({ absent: true }); },
        heal: async ({ registry }) => { await registry.heal(); },
    },
];
