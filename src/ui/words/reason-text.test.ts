// SPDX-License-Identifier: LGPL-2.1-or-later
import type { Reason } from "../../apps/status/status";
import { affectedText, nextStepText, reasonText, serviceOf } from "./reason-text";

it.each<[Reason, string, string | undefined]>([
    [{ is: "interrupted" }, "The installation was interrupted.", undefined],
    [{ is: "job-failed", detail: "pull 18" }, "The installation failed.", undefined],
    [{ is: "exited", service: "web", code: 1 }, "web exited with code 1.", "web"],
    [{ is: "exited", service: "web", code: null }, "web exited.", "web"],
    [{ is: "restarting", service: "web", code: 3 }, "web is in a restart loop (exit code 3).", "web"],
    [{ is: "restarting", service: "web", code: null }, "web is in a restart loop.", "web"],
    [{ is: "out-of-memory", service: "db" }, "db was killed because it ran out of memory.", "db"],
    [{ is: "unhealthy", service: "db" }, "db is running, but its health check fails.", "db"],
    [{ is: "dead", service: "db" }, "db is dead: Docker could not remove it completely.", "db"],
    [{ is: "not-started", service: "db", error: "x" }, "Docker could not start db.", "db"],
    [
        { is: "network-gone", service: "web", owner: "vpn" },
        "web has no network: vpn, whose network it uses, was replaced or restarted.", "web",
    ],
    [
        { is: "network-gone", service: "web", owner: "" },
        "web has no network: the container whose network it uses was replaced or restarted.", "web",
    ],
    [{ is: "one-shot-failed", service: "init", code: 2 }, "The one-time task init failed (exit code 2).", "init"],
    [{ is: "one-shot-failed", service: "init", code: null }, "The one-time task init failed.", "init"],
    [{ is: "partly-stopped", services: ["db"] }, "db is stopped; other services are running.", "db"],
    [{ is: "partly-stopped", services: ["db", "web"] }, "db and web are stopped; other services are running.", "db"],
    [{ is: "stopped", services: ["db"] }, "db is stopped.", "db"],
    [{ is: "stopped", services: ["db", "cache", "web"] }, "db, cache, and web are stopped.", "db"],
])("%j", (reason, text, service) => {
    expect(reasonText(reason)).toBe(text);
    expect(serviceOf(reason)).toBe(service);
    expect(nextStepText(reason)).toMatch(/\.$/);
});

it.each([
    [undefined, ""], [[], ""], [["web"], "Also affected: web."], [["web", "api"], "Also affected: web and api."],
])("names what else does not work: %j", (affected, text) => {
    expect(affectedText({ status: "error", ...(affected && { affected }) })).toBe(text);
});
