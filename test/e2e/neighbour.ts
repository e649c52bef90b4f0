// SPDX-License-Identifier: LGPL-2.1-or-later
/** Another Cockpit page that uses our interface, as another project would write it. */
import type { Frame, Page } from "playwright-core";
import * as z from "zod";
import { inside, write } from "./machine";
import { until } from "./until";

const folder = "/usr/share/cockpit/neighbour";

const page = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Neighbour</title>
<link rel="icon" href="data:,">
<script src="../base1/cockpit.js"></script>
<script src="../appmanage/api.js"></script>
</head>
<body><h1>Neighbour</h1></body>
</html>
`;

export async function addNeighbour(): Promise<void> {
    await write(`${folder}/manifest.json`, JSON.stringify({ tools: { index: { label: "Neighbour" } } }));
    await write(`${folder}/index.html`, page);
}

export async function removeNeighbour(): Promise<void> {
    await inside("rm", "-rf", folder);
}

/** The interface as that page has it. */
declare const appmanage: { call(operation: unknown, headers: unknown, body: unknown): Promise<unknown> };

const envelope = z.strictObject({
    status: z.union([z.literal(200), z.literal(404)]),
    body: z.strictObject({
        ResponseData: z.unknown(),
        Error: z.strictObject({
            Code: z.string(), Message: z.string().min(1), Detail: z.string().optional(),
        }).optional(),
    }),
});

export type Answer = z.infer<typeof envelope>;

const english = { Version: "1.0", Language: "en" };

export interface Neighbour {
    call(operation: string, body: unknown, headers?: unknown): Promise<Answer>;
    /** The answers to all values that no caller should send, as the parameter of the operation. */
    misuse(operation: string, parameter: string, others: Record<string, unknown>): Promise<[string, Answer][]>;
}

export async function neighbourIn(tab: Page): Promise<Neighbour> {
    const frame = await until("the neighbour's page", () =>
        Promise.resolve(tab.frames().find(one => one.url().includes("/neighbour/index.html"))));
    await frame.waitForFunction(() => "appmanage" in window);
    return {
        async call(operation, body, headers = english) {
            return envelope.parse(await frame.evaluate(
                ([name, given, parameters]) => appmanage.call(name, given, parameters),
                [operation, headers, body] as const));
        },
        misuse: (operation, parameter, others) => misuse(frame, operation, parameter, others),
    };
}

async function misuse(
    frame: Frame, operation: string, parameter: string, others: Record<string, unknown>,
): Promise<[string, Answer][]> {
    const answers = await frame.evaluate(async ([name, key, rest]) => {
        const values: Record<string, unknown> = {
            "nothing": undefined, "null": null, "blank": "", "spaces": "  ", "a number": 7, "not a number": NaN,
            "true": true, "a list": ["nginx"], "an object": { nginx: 1 }, "a function": () => "x",
            "a symbol": Symbol("x"), "a megabyte": "x".repeat(1024 * 1024), "emoji": "😀😀",
            "a path": "../x", "a command": "$(reboot)", "a line break": "a\nb", "a quote": "a'b\"c", "NUL": "a\0b",
            "an option": "--help", "__proto__": "__proto__",
        };
        const list: [string, unknown][] = [];
        for (const [what, value] of Object.entries(values)) {
            const answer = await appmanage.call(name, { Version: "1.0", Language: "en" }, { ...rest, [key]: value })
                    .catch((error: unknown) => `rejected: ${String(error)}`);
            list.push([what, answer]);
        }
        return list;
    }, [operation, parameter, others] as const);
    return z.array(z.tuple([z.string(), envelope])).parse(answers);
}

/** Calls that are no call at all; what each answers. */
export async function nonsense(tab: Page): Promise<Answer[]> {
    const frame = tab.frames().find(one => one.url().includes("/neighbour/index.html"));
    const answers = await frame?.evaluate(async () => {
        const cycle: Record<string, unknown> = {};
        cycle.self = cycle;
        const trap = { get Version(): string { throw new Error("trap"); } };
        const headers = { Version: "1.0", Language: "en" };
        const calls: unknown[][] = [
            [], [undefined, undefined, undefined], [null, null, null], [1, 2, 3], ["AppList"], ["AppList", headers],
            ["AppList", headers, "text"], ["AppList", headers, []], ["AppList", trap, {}], ["AppList", [], {}],
            ["AppInstall", headers, cycle], ["AppInstall", headers, { app_name: 10n }],
            ["toString", headers, {}], ["__proto__", headers, {}], [{}, headers, {}], [Symbol("AppList"), headers, {}],
            ["applist", headers, {}], ["AppList", { Version: 1, Language: "en" }, {}],
            ["AppList", { Version: "2.0", Language: "en" }, {}], ["AppList", { Version: "1.0" }, {}],
        ];
        const list: unknown[] = [];
        for (const [operation, given, body] of calls) {
            list.push(await appmanage.call(operation, given, body)
                    .catch((error: unknown) => `rejected: ${String(error)}`));
        }
        return list;
    });
    return z.array(envelope).parse(answers);
}
