// SPDX-License-Identifier: LGPL-2.1-or-later
import { createToasts } from "./toasts";

const titles = (toasts: ReturnType<typeof createToasts>) => toasts.list().map(({ title }) => title);

describe("createToasts", () => {
    it("drops the notices of the last view, but not what the step to this one said", () => {
        let time = 0;
        const toasts = createToasts(() => time);
        toasts.success("The library is added.");
        toasts.failure({ Code: "SystemError", Message: "Something went wrong." });
        time = 5000;
        toasts.success("blog is uninstalled.");
        time = 5100;
        toasts.viewChanged();
        expect(titles(toasts)).toEqual(["blog is uninstalled."]);
        time = 9000;
        toasts.viewChanged();
        expect(titles(toasts)).toEqual([]);
    });

    it("keeps an action's failure with its app until the next one", () => {
        const toasts = createToasts();
        let changes = 0;
        toasts.subscribe(() => changes++);
        const failure = { Code: "APP.Busy", Message: "The app is busy." } as const;
        toasts.setActionFailure("blog", failure);
        toasts.viewChanged();
        expect(toasts.actionFailure("blog")).toBe(failure);
        expect(toasts.actionFailure("files")).toBeUndefined();
        expect(titles(toasts)).toEqual([]);
        toasts.setActionFailure("blog", undefined);
        expect(toasts.actionFailure("blog")).toBeUndefined();
        expect(changes).toBe(3);
    });
});
