// SPDX-License-Identifier: LGPL-2.1-or-later
import { anApp, FakeManager } from "../../../test/fakes/manager";
import { createAppsStore } from "./apps-store";

it("watches once for all listeners, and stops with the last of them", () => {
    const manager = new FakeManager({ host: { is: "ready" }, apps: [] });
    const store = createAppsStore(manager);
    expect(store.view().host.is).toBe("loading");

    const changed = jest.fn();
    const ends = [store.subscribe(changed), store.subscribe(() => undefined)];
    expect(manager.watcherCount).toBe(1);
    expect(store.view().host.is).toBe("ready");

    manager.show({ host: { is: "ready" }, apps: [anApp("blog")] });
    expect(changed).toHaveBeenCalledTimes(2);
    expect(store.view().apps).toHaveLength(1);

    ends.forEach(end => end());
    expect(manager.watcherCount).toBe(0);
});
