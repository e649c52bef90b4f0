// SPDX-License-Identifier: LGPL-2.1-or-later
/** Everything of an app that could be left behind, each by its kind: one look, as each costs time. */
import { inside } from "./machine";

const script = `
docker ps -a --format 'container {{.State}} {{.Names}}'
docker volume ls --format 'volume {{.Name}}'
docker network ls --format 'network {{.Name}}'
ls -d /var/lib/appmanage/apps/* /var/lib/appmanage/jobs/* 2>/dev/null | sed 's|^.*/\\([^/]*/\\)|folder |'
systemctl list-units --plain --no-legend --state=active,activating 'appmanage-*' | sed 's/^appmanage-/unit /'
`;

export async function remains(name: string): Promise<string[]> {
    const lines = (await inside("sh", "-c", script)).split("\n");
    return lines.filter(line => new RegExp(` ${name}([-_. ]|$)`).test(line));
}
