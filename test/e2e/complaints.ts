// SPDX-License-Identifier: LGPL-2.1-or-later
/** What goes wrong in a browser without anybody seeing it: every such thing fails a test. */
import type { BrowserContext, ConsoleMessage } from "playwright-core";
import { machine } from "./machine";

/** Cockpit's own pages complain, too. What is known of them is forgiven, and nothing of ours. */
const known: { at: RegExp, text: RegExp }[] = [
    // The login page asks whether there is a session.
    { at: /\/cockpit\/login$/, text: /401/ },
    // The fonts of PatternFly that Cockpit's own style sheets name and its packages don't have.
    { at: /\/(?:shell|system)\/assets\/fonts\//, text: /404|ERR_ABORTED/ },
    // Docker's socket while Docker is stopped: the library says what it also tells the page.
    { at: /\/base1\/cockpit\.js$/, text: /warning: \[Errno (?:104|111)\] Connection/ },
    // Only some distributions have crypto policies.
    { at: /\/system\//, text: /crypto policy/ },
    // Cockpit 372: the Overview reads SMART data from UDisks2 and does not expect that it is not installed. What it lets
    // through is D-Bus's "not-found", which is no Error: all that is known of it is its class, as minified.
    { at: /\/system\/overview\.js$/, text: /^uncaught: [\w$]{1,3}$/ },
];

export interface Complaints {
    list(): string[];
    /** From here on nothing has been said. */
    forget(): void;
}

export function listenTo(context: BrowserContext): Complaints {
    let complaints: string[] = [];
    const complain = (at: string, text: string): void => {
        // What an installed app's own site says is not ours to judge.
        const isElsewhere = at.startsWith("http") && !at.startsWith(`${machine.address}/`);
        if (!isElsewhere && !known.some(one => one.at.test(at) && one.text.test(text)))
            complaints.push(`${text} (${at})`);
    };
    context.on("console", (message: ConsoleMessage) => {
        if (message.type() === "error" || message.type() === "warning")
            complain(message.location().url, `console ${message.type()}: ${message.text()}`);
    });
    context.on("weberror", error => {
        const { stack, message } = error.error();
        complain(error.location().url || (error.page()?.url() ?? ""), `uncaught: ${stack || message}`);
    });
    context.on("requestfailed", request => complain(request.url(), `request: ${request.failure()?.errorText ?? ""}`));
    context.on("response", response => {
        if (response.status() >= 400)
            complain(response.url(), `answer: ${response.status()}`);
    });
    return {
        list: () => complaints,
        forget: () => {
            complaints = [];
        },
    };
}
