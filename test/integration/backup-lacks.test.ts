// SPDX-License-Identifier: LGPL-2.1-or-later
/** What an app mounts of the server is not in its backups, which say so. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { backup } from "../../src/api/backup-schemas";
import { until, World } from "./world";

jest.setTimeout(180_000);

const world = new World("lacks");
const tags = readFileSync(join(__dirname, "../images/busybox/tags"), "utf8").trim().split(/\s+/);
const version = tags[1] ?? "";
const shared = join(world.folder, "photos, all");

beforeAll(async () => {
    execFileSync("sh", ["-c", 'docker image inspect "busybox:$1" || docker pull "busybox:$1"', "sh", version], { stdio: "ignore" });
    mkdirSync(shared);
    world.addApp("album", "busybox", [version], `
services:
  main:
    image: busybox:$W9_VERSION
    command: [sleep, "1000"]
    init: true
    stop_signal: SIGKILL
    restart: unless-stopped
    volumes: ["data:/data", "share:/share", "${shared}:/photos", "/etc/localtime:/etc/localtime:ro", "./own:/own"]
volumes:
  data:
  share:
    driver_opts: { type: tmpfs, device: tmpfs }
networks:
  default:
    name: $W9_NETWORK
    external: true
`);
    await world.ok("BackupPlaceAdd", { place: "here", kind: "local", location: join(world.folder, "repository") });
});
afterAll(() => world.end());

test("a backup names the volumes and folders of the server that it lacks", async () => {
    const id = world.id("album");
    await world.install("album", id, version);
    await world.reaches(id, "running");
    await world.ok("AppBackup", { app_id: id });
    const made = await until("the backup", 60, async () => {
        const [first] = z.array(backup).parse(await world.ok("BackupList", { app_id: id }));
        return first;
    });
    expect(made.unsaved).toEqual([`${id}_share`, shared.replace(/[, ]/g, "_")]);
});
