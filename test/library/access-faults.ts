// SPDX-License-Identifier: LGPL-2.1-or-later
/** Whether what `running_info` will answer is what a container of the app would read from the same `.env`. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import type { Plan } from "../../src/apps/install/plan";
import type { AppRecord } from "../../src/apps/records/record";
import { assignments } from "../../src/library/environment";
import type { Machine } from "../../src/machine/machine";

interface Planned {
    id: string;
    version: string;
    plan: Plan;
    /** With the host's name in its addresses. */
    access: AppRecord["access"];
}

const probed = z.object({ environment: z.record(z.string(), z.string()).default({}) });
const project = z.object({ services: z.object({ file: probed, compose: probed }) });

/** Whether running_info shows what containers read, and whether compose reads back what was set. */
export async function faultsOfAccess(machine: Machine, { id, version, plan, access }: Planned): Promise<string[]> {
    const { read, interpolated } = await probe(machine, plan.env);
    const keys = new Set(assignments(plan.env).map(({ key }) => key));
    const expected = {
        ...keys.has("W9_ID") && { W9_ID: id },
        ...keys.has("W9_VERSION") && { W9_VERSION: version },
        ...Object.fromEntries(Object.entries(plan.ports).map(([key, port]) => [key, String(port)])),
    };
    const faults = Object.entries(expected).flatMap(([key, value]) => [
        ...read[key] === value ? [] : [`${key} is ${read[key]} to env_file, not ${value}`],
        ...interpolated[key] === value ? [] : [`${key} is ${interpolated[key]} to compose, not ${value}`],
    ]);
    // A line that refers to a later one is less to compose than to who reads the file: the two may differ.
    for (const [key, value] of [["W9_LOGIN_USER", access.user_name], ["W9_LOGIN_PASSWORD", access.password]] as const) {
        if (keys.has(key) && read[key] !== value && interpolated[key] !== value)
            faults.push(`${key} is ${read[key]} to env_file and ${interpolated[key]} to compose, not ${value}`);
    }
    for (const key of ["W9_POWER_PASSWORD", "W9_RCODE"]) {
        if (keys.has(key) && (read[key] !== interpolated[key] || !/^[A-Za-z0-9-]{8,}$/.test(read[key] ?? "")))
            faults.push(`${key} does not survive`);
    }
    if (access.url !== "" && access.url !== `${new URL(access.url).protocol}//host.example:${access.port}`)
        faults.push(`url ${access.url}`);
    const paths = [read.W9_ADMIN_PATH, interpolated.W9_ADMIN_PATH].filter(path => path !== undefined && path !== "");
    if (paths.length > 0 && access.url !== "" && !paths.some(path => access.admin_url.endsWith(path ?? "")))
        faults.push(`admin_url ${access.admin_url} without ${paths.join(" or ")}`);
    return faults;
}

type Variables = Record<string, string>;

/** All variables of a `.env`: as a service reads the file, and as compose puts them in the place of their names. */
async function probe(machine: Machine, env: string): Promise<{ read: Variables, interpolated: Variables }> {
    const folder = await mkdtemp(join(tmpdir(), "probe-"));
    try {
        const keys = assignments(env).map(({ key }) => key).filter(key => /^[A-Za-z_][A-Za-z0-9_]*$/.test(key));
        const services = {
            file: { image: "probe", env_file: ".env" },
            compose: { image: "probe", environment: Object.fromEntries(keys.map(key => [key, `\${${key}-}`])) },
        };
        await writeFile(join(folder, ".env"), env);
        await writeFile(join(folder, "docker-compose.yml"), JSON.stringify({ services }));
        const result = await machine.run([
            "env", "-i", `PATH=${process.env.PATH ?? ""}`, `HOME=${process.env.HOME ?? "/root"}`,
            "docker", "compose", "-p", "probe", "--project-directory", folder, "config", "--format", "json",
        ]);
        if (result.status !== 0)
            throw new Error(result.stderr);
        const { file, compose } = project.parse(JSON.parse(result.stdout.replaceAll("$$", "$"))).services;
        return { read: file.environment, interpolated: compose.environment };
    } finally {
        await rm(folder, { recursive: true });
    }
}
