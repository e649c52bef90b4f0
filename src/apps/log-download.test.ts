// SPDX-License-Identifier: LGPL-2.1-or-later
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FakeMachine } from "../../test/fakes/machine";
import { logDownload } from "./log-download";

it("asks the daemon that the list is read from, whatever root's docker context is", async () => {
    const machine = new FakeMachine();
    machine.containers = ["web", "db"].map(service =>
        ({ id: `${service}1`, project: "blog", service, state: "running", status: "Up 1 second" }));
    const folder = mkdtempSync(join(tmpdir(), "log-download-"));
    writeFileSync(join(folder, "docker"), '#!/bin/sh\necho "$DOCKER_HOST ${DOCKER_CONTEXT-} $*"\n');
    chmodSync(join(folder, "docker"), 0o755);
    try {
        const { argv, fileName } = await logDownload(machine.context, "blog", { is: "services", service: "db" });
        const [program = "", ...args] = argv;
        const printed = execFileSync(program, args, {
            encoding: "utf8", env: { PATH: `${folder}:${process.env.PATH ?? ""}`, DOCKER_CONTEXT: "elsewhere" },
        });
        expect(printed.split("\n")[1]).toBe("unix:///var/run/docker.sock  logs --timestamps db1");
        expect(fileName).toBe("blog-db.log");
    } finally {
        machine.remove();
        rmSync(folder, { recursive: true });
    }
});
