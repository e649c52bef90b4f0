// SPDX-License-Identifier: LGPL-2.1-or-later
import { causeOf } from "../../jobs/log/failure";
import { failureWords, wordsOf } from "./trouble-words";

const port = "driver failed programming external connectivity: Bind for 0.0.0.0:80 failed: port is already allocated";

it("says the cause that docker's words tell, and shows them", () => {
    const { what, raw } = wordsOf({ cause: causeOf(port, "start", 1) }, { is: "not-started", service: "web", error: port });
    expect(what).toMatch(/^The last start failed: .*80/);
    expect(raw).toBe(port);
});

it.each(["start", "restart"] as const)("tells the cause of a %s that failed as what it was at that time", kind => {
    const reason = { is: "job-failed", detail: "create 1", kind } as const;
    expect(wordsOf({ cause: causeOf(port, "start", 1) }, reason).what).toMatch(/^The last start failed: .*80/);
    const install = { is: "job-failed", detail: "create 1" } as const;
    expect(wordsOf({ cause: causeOf(port, "start", 1) }, install).what).not.toContain("The last start");
});

it("keeps to the status where docker's words are not known", () => {
    expect(wordsOf({ cause: undefined }, { is: "not-started", service: "web", error: "no way" }))
        .toMatchObject({ what: "Docker could not start web.", raw: "no way" });
});

it("leaves the lines to a service's log where docker said nothing", () => {
    expect(wordsOf({ cause: undefined }, { is: "exited", service: "web", code: 3 }))
        .toMatchObject({ what: "web exited with code 3.", raw: undefined });
});

it("says what an action failed with, and on which app", () => {
    const failure = { Code: "Container.CommandError", Message: "A docker command failed.", Detail: port } as const;
    expect(failureWords(failure)).toEqual({
        ...failure,
        Message: "Port 80 is already in use by another program or app. " +
            "Stop that program or app, or choose another port.",
    });
    const unknown = { ...failure, Detail: "no way" };
    expect(failureWords(unknown)).toEqual({ ...unknown, Message: "A docker command failed." });
    const busy = { Code: "APP.Busy", Message: "The app is being worked on." } as const;
    expect(failureWords(busy).Message).toBe("The app is being worked on.");
});
