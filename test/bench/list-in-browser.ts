// SPDX-License-Identifier: LGPL-2.1-or-later
/** AppList as another Cockpit page calls it, against the bare question to docker by the same way. */
import type { Bench } from "./bench-host";
import { byTurns, type Pair } from "./statistics";

const html = `<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>bench</title>
<script src="../base1/cockpit.js"></script>
<script src="../appmanage/api.js"></script>
</head><body></body></html>`;

/** What that page has. */
interface Answer { body: { ResponseData: unknown[] } }
declare const appmanage: { call(operation: string, headers: object, body: object): Promise<Answer> };
declare const cockpit: { http(socket: string, options: object): { get(path: string): Promise<string> } };

/** Milliseconds. */
async function listAll(): Promise<number> {
    const begin = performance.now();
    const { body } = await appmanage.call("AppList", { Version: "1.0", Language: "en" }, {});
    const took = performance.now() - begin;
    if (body.ResponseData.length !== 100)
        throw new Error(JSON.stringify(body));
    return took;
}

async function askBare(): Promise<number> {
    const begin = performance.now();
    await cockpit.http("/var/run/docker.sock", { superuser: "require" }).get("/containers/json?all=1");
    return performance.now() - begin;
}

export async function measureInBrowser({ appliance, rounds, open }: Bench): Promise<Pair> {
    const folder = "/usr/local/share/cockpit/bench";
    await appliance.write(`${folder}/manifest.json`, JSON.stringify({ name: "bench", version: 0 }));
    await appliance.write(`${folder}/index.html`, html);
    const browser = await open();
    try {
        const tab = await browser.tab("bench/index.html");
        await tab.waitForFunction("typeof appmanage === 'object'");
        return await byTurns(2 * rounds, () => tab.evaluate(listAll), () => tab.evaluate(askBare));
    } finally {
        await browser.close();
    }
}
