// SPDX-License-Identifier: LGPL-2.1-or-later
import { FakeMachine } from "../../test/fakes/machine";
import { call } from "./call";

it.each([
    ["timeout", "Docker is not answering. Check the Docker service on this server, then try again.", /no reply/],
    ["refused", "Docker is not running on this server. Start it, then try again.", /no process listens/],
    ["not-found", "Docker is not installed or not running on this server. Start it, then try again.", /does not exist/],
] as const)("says why docker can't be asked: %s", async (problem, message, detail) => {
    const machine = new FakeMachine();
    machine.problems.set("request", problem);
    const { status, body } = await call(machine.context, "AppList", { Version: "1.0", Language: "en" }, {});
    expect([status, body.ResponseData, body.Error?.Code]).toEqual([404, [], "Container.CommandError"]);
    expect(body.Error?.Message).toBe(message);
    expect(body.Error?.Detail).toMatch(detail);
    machine.remove();
});
