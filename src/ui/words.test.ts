// SPDX-License-Identifier: LGPL-2.1-or-later
import { causeOf } from "../jobs/failure";
import { wordsOf } from "./words";

const port = "driver failed programming external connectivity: Bind for 0.0.0.0:80 failed: port is already allocated";

it("says the cause that docker's words tell, and shows them", () => {
    const { what, raw } = wordsOf({ cause: causeOf(port, "start", 1) }, { is: "not-started", service: "web", error: port });
    expect(what).toContain("80");
    expect(raw).toBe(port);
});

it("keeps to the status where docker's words are not known", () => {
    expect(wordsOf({ cause: undefined }, { is: "not-started", service: "web", error: "no way" }))
        .toMatchObject({ what: "Docker could not start web.", raw: "no way" });
});

it("leaves the lines to a service's log where docker said nothing", () => {
    expect(wordsOf({ cause: undefined }, { is: "exited", service: "web", code: 3 }))
        .toMatchObject({ what: "web exited with code 3.", raw: undefined });
});
