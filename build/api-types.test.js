// SPDX-License-Identifier: LGPL-2.1-or-later
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { apiTypes } from "./api-types.js";

const folder = mkdtempSync(join(tmpdir(), "appmanage-types-"));
const headers = 'const headers = { Version: "1.0", Language: "zh_CN" } as const;\n';
const page = `${headers}
async function install(): Promise<string> {
    const { status, body } = await appmanage.call("AppInstall", headers, {
        app_name: "wordpress", customer_app_name: "blog", app_version: "7.1.0",
        settings: { W9_HTTP_PORT_SET: "8080" }, reachable_from: { W9_DB_PORT_SET: "server" },
    });
    return status === 200 ? body.ResponseData.app_id : body.Error.Message;
}
async function urls(): Promise<string[]> {
    const { status, body } = await appmanage.call("AppList", headers, {});
    return status === 200 ? body.ResponseData.map(({ running_info }) => running_info?.url ?? "") : [];
}
async function freed(): Promise<number> {
    const { status, body } = await appmanage.call("AppUninstall", headers, { app_id: "blog", purge: true });
    return status === 200 ? body.ResponseData.removed.reduce((sum, { size }) => sum + (size ?? 0), 0) : 0;
}
async function refusals(): Promise<string[]> {
    const { status, body } = await appmanage.call("AppUpdate", headers, { app_id: "blog", dry_run: true });
    return status === 200 ? body.ResponseData.refusals.map(({ code }) => code) : [body.Error.Code];
}
export { freed, install, refusals, urls };
`;
const refused = [
    ["an operation that does not exist", "appmanage.call(\"Reboot\", headers, {})", /'"Reboot"'/],
    ["a missing parameter", "appmanage.call(\"AppStatus\", headers, {})", /'app_id' is missing/],
    ["an unknown parameter", "appmanage.call(\"AppList\", headers, { name: \"x\" })", /'name' does not exist/],
    ["a value of another type", "appmanage.call(\"AppUninstall\", headers, { app_id: \"x\", purge: 1 })", /'number' is not assignable/],
    ["a dry run of what has none", "appmanage.call(\"AppStop\", headers, { app_id: \"x\", dry_run: true })", /'dry_run' does not exist/],
    ["another version", "appmanage.call(\"AppList\", { Version: \"2.0\", Language: \"en\" }, {})", /"2.0"/],
    ["data of an answer that may be an error",
        "(await appmanage.call(\"AppStatus\", headers, { app_id: \"x\" })).body.ResponseData.status", /'status' does not exist/],
];

let types = "";
/** What the compiler says of each script. */
const faults = new Map();

beforeAll(async () => {
    types = await apiTypes(process.cwd());
    writeFileSync(join(folder, "api.d.ts"), types);
    const scripts = [page, ...refused.map(([, script]) => `${headers}export default async () => ${script};\n`)];
    const files = scripts.map((script, at) => {
        const file = join(folder, `page${at}.ts`);
        writeFileSync(file, script);
        return file;
    });
    const options = { strict: true, noEmit: true, target: ts.ScriptTarget.ES2022, types: [] };
    const program = ts.createProgram([join(folder, "api.d.ts"), ...files], options);
    const found = ts.getPreEmitDiagnostics(program);
    for (const [at, file] of files.entries()) {
        faults.set(at, found.filter(fault => fault.file?.fileName === file)
            .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")));
    }
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

test("every operation is there, with what it takes and answers", () => {
    const source = readFileSync("src/api/operations.ts", "utf8");
    const names = [...source.matchAll(/^ {4}(\w+): (?:\{|change\(|ofBackups\(|ofImages\()/gm)].map(([, name]) => name);
    expect(names).toEqual(expect.arrayContaining(["AppInstall", "AppStatus", "AppList", "AppRestore"]));
    expect([...types.matchAll(/^ {8}(\w+): \{\n {12}parameters: \{/gm)].map(([, name]) => name).sort()).toEqual(names.sort());
});

test("a page is compiled against it", () => {
    expect(faults.get(0)).toEqual([]);
});

test.each(refused.map(([what, , fault], at) => [what, fault, at + 1]))("the compiler refuses %s", (_what, fault, at) => {
    expect(faults.get(at)).toEqual([expect.stringMatching(fault)]);
});
