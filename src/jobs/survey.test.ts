// SPDX-License-Identifier: LGPL-2.1-or-later
import { FakeMachine } from "../../test/fakes/machine";
import { FakePrograms } from "../../test/fakes/programs";
import { survey } from "./folder";

let host: FakeMachine;
let programs: FakePrograms;
beforeEach(() => {
    host = new FakeMachine();
    programs = new FakePrograms();
    for (const [file, text] of [["phase", "pulling"], ["kind", "install running none"], ["ticket", "7 1"]] as const)
        host.write(`data/jobs/blog/${file}`, `${text}\n`);
});
afterEach(() => {
    host.remove();
    programs.remove();
});

test.each([
    ["nothing runs it", "echo inactive", "0", false],
    ["its unit is at work", "echo active", "0", true],
    ["systemd is about to start what resumes it, as after a boot", "echo inactive", "42", true],
    ["systemd is not there", "exit 1", "", false],
])("an unfinished job: %s", async (_what, active, queued, alive) => {
    programs.add("systemctl", `case $1 in is-active) ${active} ;; show) echo '${queued}' ;; esac`);
    expect((await survey(host.context.machine, host.paths.root)).jobs.get("blog")).toMatchObject({ phase: "pulling", alive });
});
