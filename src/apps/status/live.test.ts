// SPDX-License-Identifier: LGPL-2.1-or-later
import { FakeMachine } from "../../../test/fakes/machine";
import { anApp } from "../../../test/fakes/manager";
import { watchApps, type AppsView } from "./live";

let machine: FakeMachine;

beforeEach(() => {
    machine = new FakeMachine();
});
afterEach(() => machine.remove());

/** The first view that `wanted` holds for. */
function viewOf(wanted: (view: AppsView) => boolean): Promise<AppsView[]> {
    return new Promise(resolve => {
        const views: AppsView[] = [];
        const end = watchApps(machine.context, view => {
            views.push(view);
            if (wanted(view)) {
                end();
                resolve(views);
            }
        });
    });
}

it("shows no failed installation without its cause", async () => {
    const { record } = anApp("blog");
    machine.write("data/apps.json", JSON.stringify({ version: 1, apps: { blog: record } }));
    machine.write("data/apps/blog/.env", "");
    machine.setJob("blog", "failed pull 18", false);
    machine.write("data/jobs/blog/log", "write /var/lib/docker/tmp/x: no space left on device\n");

    const views = await viewOf(({ host }) => host.is === "ready");
    const shown = views.flatMap(({ apps }) => apps);
    expect(shown.map(({ state, cause }) => [state.reason?.is, cause?.id])).toEqual([["job-failed", "disk-full"]]);
});
