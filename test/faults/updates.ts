// SPDX-License-Identifier: LGPL-2.1-or-later
/** An update hit by a fault in each of its phases: it is carried through or undone, and no data is lost. */
import { readState } from "../../src/apps/status/state";
import type { Phase } from "../../src/jobs/job";
import { differs, runs, type Operation } from "./operations";
import type { World } from "./phases";

const [former, next] = ["1", "2"];

/** The record, the containers and what they wrote are all of one version. `undone` is the phase of what did not succeed. */
async function isOfOneVersion(world: World, id: string, data: string, undone: Phase): Promise<string[]> {
    const { appliance, context } = world;
    const state = await readState(context);
    const version = state.records[id]?.version ?? "";
    const phase = state.jobs.get(id)?.phase ?? "";
    const image = await appliance.sh("docker inspect --format '{{.Config.Image}}' \"$1\"", id);
    const by = await appliance.sh("cat \"$(docker volume inspect --format '{{.Mountpoint}}' \"$1_data\")/by\"", id);
    const kept = await appliance.sh("docker image ls --format '{{.Tag}}' \"appmanage-undo/$1\" | sort | xargs", id);
    return [
        ...await differs("phase", phase, version === next ? "done" : undone),
        ...[former, next].includes(version) ? [] : [`version: ${version}`],
        ...await differs("image", image.trim(), `appmanage-test/layers:${version}`),
        ...await differs("written by", by.trim(), version),
        // The former images stay as long as there is a way back.
        ...await differs("kept images", kept.trim(), version === next ? "db web" : ""),
        ...await runs(world, id, data),
    ];
}

/** Docker has the former image only, and a registry that takes its time. */
async function farAway({ appliance, registry }: World): Promise<void> {
    await appliance.sh("docker image rm -f appmanage-test/layers:2 >/dev/null 2>&1 || true");
    await registry.spoil({ bytesPerSecond: 1_500_000 });
}

async function atHand({ appliance }: World): Promise<void> {
    await appliance.sh("docker pull -q appmanage-test/layers:2");
}

const anywhere = ["tab closed", "job's shell killed -9", "dockerd killed -9", "power cut"];

function updateIn(phase: Operation["phase"], prepare: Operation["prepare"], more: readonly string[] = []): Operation {
    return {
        name: `update while ${phase}`, asks: "AppUpdate", with: { app_version: next }, phase, faults: [...anywhere, ...more],
        ...prepare && { prepare },
        // What fails before the app is stopped leaves nothing to undo.
        check: (world, id, data) => isOfOneVersion(world, id, data, phase === "pulling" ? "failed" : "restored"),
    };
}

export const updates: readonly Operation[] = [
    updateIn("pulling", farAway, ["docker compose killed -9", "registry gone", "disk full"]),
    updateIn("stopping", atHand),
    updateIn("saving", atHand, ["disk full"]),
    updateIn("switching", atHand),
    updateIn("starting", atHand, ["docker compose killed -9"]),
    updateIn("watching", atHand),
];
