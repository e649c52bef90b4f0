// SPDX-License-Identifier: LGPL-2.1-or-later
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { operations } from "../../api/operations";
import { openApi } from "./openapi";

interface Document { openapi: string, info: { version: string }, paths: Record<string, Record<string, unknown>> }

const document = openApi("1.2.3") as Document;

test("is valid OpenAPI 3.1 to a validator that knows nothing of this program", () => {
    const folder = mkdtempSync(join(tmpdir(), "appmanage-openapi-"));
    try {
        const file = join(folder, "openapi.json");
        writeFileSync(file, JSON.stringify(document));
        const validator = join("node_modules", "@seriousme", "openapi-schema-validator", "bin", "validate-api-cli.js");
        const { status, stdout } = spawnSync(process.execPath, [validator, file], { encoding: "utf8" });
        expect([status, JSON.parse(stdout)]).toEqual([0, { valid: true }]);
    } finally {
        rmSync(folder, { recursive: true });
    }
});

test("has every operation by POST, and by GET those that change nothing", () => {
    expect([document.openapi, document.info.version]).toEqual(["3.1.0", "1.2.3"]);
    for (const [name, { changes }] of Object.entries(operations))
        expect([name, Object.keys(document.paths[`/${name}`] ?? {})]).toEqual([name, changes ? ["post"] : ["post", "get"]]);
});

test("says what a request takes and an answer has", () => {
    expect(document.paths["/AppInstall"]?.post).toMatchObject({
        requestBody: { content: { "application/json": { schema: {
            required: ["app_name", "customer_app_name", "app_version"],
            properties: { customer_app_name: { type: "string", pattern: "^[a-z0-9]{2,20}$" } },
        } } } },
    });
    expect(document.paths["/AppStatus"]?.get).toMatchObject({
        parameters: [{}, {}, { name: "app_id", in: "query", required: true }],
        responses: { 200: { content: { "application/json": { schema: { properties: { ResponseData: {
            properties: { status: { enum: expect.arrayContaining(["running", "stop"]) as unknown } },
        } } } } } } },
    });
});
