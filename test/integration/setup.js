// SPDX-License-Identifier: LGPL-2.1-or-later
// Before the integration tests: an engine, and a registry that has the images. `make check` has started them already.

import { execFileSync } from "node:child_process";
import { join } from "node:path";

const machine = join(import.meta.dirname, "..", "machine");
const run = (...argv) => execFileSync(argv[0], argv.slice(1), { stdio: ["ignore", "ignore", "inherit"] });

function works(...argv) {
    try {
        execFileSync(argv[0], argv.slice(1), { stdio: "ignore" });
        return true;
    } catch {
        return false;
    }
}

export default function setup() {
    const registry = `http://127.0.0.1:${process.env.APPMANAGE_TEST_REGISTRY_PORT ?? 5050}/v2/library/busybox/tags/list`;
    if (works("docker", "version") && works("curl", "-sSf", "--max-time", "5", registry))
        return;
    run(join(machine, "engine"), "start");
    run(join(machine, "registry"), "start");
    run(join(machine, "engine"), "mirror", "on");
    run(join(machine, "..", "images", "build"));
}
