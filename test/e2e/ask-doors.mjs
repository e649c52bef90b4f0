// SPDX-License-Identifier: LGPL-2.1-or-later
// ask-doors.mjs <curl's configuration> <address>: runs in the test machine, on its own Node.js. Input: JSON, a list of
// { operation, language, body, host }. Output: JSON, for each what curl got from the HTTP interface's socket and from the proxy at
// that address, and what the command line did.

import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";

const atOnce = 3;

function run(program, args, input, env = {}) {
    return new Promise(resolve => {
        const child = execFile(program, args, { env: { ...process.env, ...env } }, (error, stdout, stderr) => {
            resolve({ status: error ? error.code ?? 1 : 0, stdout, stderr });
        });
        child.stdin.on("error", () => undefined);
        child.stdin.end(input);
    });
}

async function byCurl(where, { language, body }, address) {
    const { stdout, stderr } = await run("curl", [
        ...where, "-sS", "--max-time", "60", "-w", "\n%{http_code}", "-H", "Version: 1.0", "-H", `Language: ${language}`,
        "-H", "Content-Type: application/json", "--data-binary", "@-", address,
    ], JSON.stringify(body));
    const end = stdout.lastIndexOf("\n");
    return { status: Number(stdout.slice(end + 1)), body: stdout.slice(0, end), stderr };
}

const [proxySettings, proxyUrl] = process.argv.slice(2);
const byHttp = request =>
    byCurl(["--unix-socket", "/run/appmanage/api.sock"], request, `http://${request.host}/${request.operation}`);
const byProxy = request => byCurl(["-K", proxySettings], request, `${proxyUrl}/${request.operation}`);

function byCommand({ operation, language, body }) {
    const env = { LC_ALL: language === "en" ? "C.UTF-8" : "zh_CN.UTF-8", NO_COLOR: "1" };
    return run("appmanage", ["call", operation, "-", "-o", "json"], JSON.stringify(body), env);
}

const requests = JSON.parse(readFileSync(0, "utf8"));
const answers = [];
const waiting = [...requests.entries()];
await Promise.all(Array.from({ length: atOnce }, async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
        const [at, request] = next;
        answers[at] = { http: await byHttp(request), proxy: await byProxy(request), command: await byCommand(request) };
    }
}));
console.log(JSON.stringify(answers));
