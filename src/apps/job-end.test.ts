// SPDX-License-Identifier: LGPL-2.1-or-later
import { finished, MachineError, type Machine, type MachineProblem } from "../machine/machine";
import type { Context } from "./context";
import { jobEnd } from "./job-end";
import { pathsBelow } from "./paths";

/** A host whose job takes until `finish` is called, and whose Docker answers as `docker` says. */
class Host {
    docker: MachineProblem | "answers" = "answers";
    looks = 0;
    isWaited = false;
    finish = (): void => undefined;

    context(): Context {
        const machine: Pick<Machine, "run" | "request"> = {
            run: (_argv, { signal } = {}) => new Promise((resolve, reject) => {
                this.isWaited = true;
                this.finish = () => resolve(finished(0, new TextEncoder().encode("done\nstop\n"), ""));
                signal?.addEventListener("abort", () => {
                    this.isWaited = false;
                    reject(new MachineError("cancelled"));
                });
            }),
            request: () => {
                this.looks++;
                return this.docker === "answers"
                    ? Promise.resolve({ status: 200, body: "OK" }) : Promise.reject(new MachineError(this.docker));
            },
        };
        return { machine, paths: pathsBelow("/var/lib/appmanage") } as Context;
    }
}

let host: Host;

beforeEach(() => {
    jest.useFakeTimers();
    host = new Host();
});
afterEach(() => jest.useRealTimers());

it.each([["refused", "stopped"], ["timeout", "not-answering"], ["not-found", "absent"]] as const)(
    "does not wait for a Docker that is away: %s", async (problem, docker) => {
        const end = jobEnd(host.context(), "blog", 3600);
        const told = expect(end).rejects.toMatchObject({ problem: { code: "Container.CommandError", docker } });
        await jest.advanceTimersByTimeAsync(30_000);
        host.docker = problem;
        await jest.advanceTimersByTimeAsync(9000);
        expect(host.isWaited).toBe(true);
        await jest.advanceTimersByTimeAsync(4000);
        await told;
        expect(host.isWaited).toBe(false);
        const { looks } = host;
        await jest.advanceTimersByTimeAsync(60_000);
        expect(host.looks).toBe(looks);
    });

it("waits on while Docker restarts, and asks nothing more once the job is over", async () => {
    const end = jobEnd(host.context(), "blog", 3600);
    host.docker = "refused";
    await jest.advanceTimersByTimeAsync(8000);
    host.docker = "answers";
    await jest.advanceTimersByTimeAsync(600_000);
    host.finish();
    await expect(end).resolves.toMatchObject({ kind: "stop", phase: "done" });
    const { looks } = host;
    await jest.advanceTimersByTimeAsync(60_000);
    expect(host.looks).toBe(looks);
});
