// SPDX-License-Identifier: LGPL-2.1-or-later
import type { Reason } from "../apps/status/status";
import { nextStepText, reasonText, serviceOf } from "./reason-text";

it.each<[Reason, string, string | undefined]>([
    [{ is: "interrupted" }, "The installation was interrupted.", undefined],
    [{ is: "job-failed", detail: "pull 18" }, "The installation failed.", undefined],
    [{ is: "exited", service: "web", code: 1 }, "web exited with code 1.", "web"],
    [{ is: "exited", service: "web", code: null }, "web has ended.", "web"],
    [
        { is: "restarting", service: "web", code: 3 },
        "web keeps crashing with code 3 and is started again and again.", "web",
    ],
    [{ is: "out-of-memory", service: "db" }, "db was ended because memory ran out.", "db"],
    [{ is: "unhealthy", service: "db" }, "db runs, but its health check fails.", "db"],
    [{ is: "not-started", service: "db", error: "x" }, "Docker could not start db.", "db"],
    [{ is: "one-shot-failed", service: "init", code: 2 }, "The task init has failed with code 2.", "init"],
    [{ is: "partly-stopped", services: ["db", "web"] }, "db, web are stopped, the rest runs.", "db"],
])("%j", (reason, text, service) => {
    expect(reasonText(reason)).toBe(text);
    expect(serviceOf(reason)).toBe(service);
    expect(nextStepText(reason)).toMatch(/\.$/);
});
