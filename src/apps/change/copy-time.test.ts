// SPDX-License-Identifier: LGPL-2.1-or-later
import { readdirSync } from "node:fs";
import { FakeMachine } from "../../../test/fakes/machine";
import { FakePrograms } from "../../../test/fakes/programs";
import { copyTime } from "./copy-time";

let machine: FakeMachine;
let programs: FakePrograms;
beforeEach(() => {
    machine = new FakeMachine();
    programs = new FakePrograms();
    programs.add("docker", `echo '${machine.folder}'`);
    machine.write("data/apps/blog/.env", "");
    machine.write("data/jobs/blog/phase", "done\n");
});
afterEach(() => {
    programs.remove();
    machine.remove();
});

const time = (bytes: number) => copyTime(machine, machine.paths, "blog", bytes);

it("measures, and leaves nothing behind", async () => {
    programs.add("cp", 'case "$*" in *--reflink=always*) exit 1 ;; esac; exec /bin/cp "$@"');
    const seconds = await time(10 ** 12);
    // Between 10 MB and 100 GB a second.
    expect(seconds).toBeGreaterThan(10);
    expect(seconds).toBeLessThan(100_000);
    expect(readdirSync(machine.paths.job("blog"))).toEqual(["phase"]);
});

it("goes by what was measured", async () => {
    machine.says.set("copy-speed", { stdout: "1000\n" });
    expect([await time(0), await time(1000), await time(1001)]).toEqual([1, 1, 2]);
    machine.says.set("copy-speed", { stdout: "clone\n" });
    expect(await time(10 ** 12)).toBe(1);
});

it("is not known where nothing can be written, or Docker does not answer", async () => {
    programs.add("cp", "echo 'cp: No space left on device' >&2; exit 1");
    expect(await time(1)).toBeNull();
    programs.add("docker", "exit 1");
    expect(await time(1)).toBeNull();
    expect(readdirSync(machine.paths.job("blog"))).toEqual(["phase"]);
});
