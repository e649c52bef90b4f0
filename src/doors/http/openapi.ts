// SPDX-License-Identifier: LGPL-2.1-or-later
/** The OpenAPI document of the HTTP interface, made from the contract's own schemas. */
import { descriptions, failure, type Description } from "../../api/descriptions";
import { isOperation, operations } from "../../api/operations";
import * as z from "../../machine/zod";
import { mostBytes } from "./limits";
import { refusals } from "./refusal";

const json = (schema: object) => ({ content: { "application/json": { schema } } });

/** `openapi` has a dialect of its own, so the schemas must not name theirs. */
function schemaOf(type: z.ZodMiniType, io: "input" | "output"): z.core.JSONSchema.BaseSchema {
    const schema = z.toJSONSchema(type, { io });
    delete schema.$schema;
    return schema;
}

const headers = ["Version", "Language"].map(name => ({ $ref: `#/components/parameters/${name}` }));

const responses = ({ answer, preview }: Description) => ({
    200: {
        description: "Done, or queued",
        ...json({
            type: "object", required: ["ResponseData"],
            properties: { ResponseData: schemaOf(preview ? z.union([preview, answer]) : answer, "output") },
        }),
    },
    404: { $ref: "#/components/responses/Failed" },
    default: { $ref: "#/components/responses/Refused" },
});

function post(name: string, description: Description) {
    return {
        operationId: name,
        summary: description.summary,
        parameters: headers,
        requestBody: { required: false, ...json(schemaOf(description.parameters, "input")) },
        responses: responses(description),
    };
}

function get(name: string, description: Description) {
    const { properties = {}, required = [] } = schemaOf(description.parameters, "input");
    const query = Object.entries(properties).map(([parameter, schema]) =>
        ({ name: parameter, in: "query", required: required.includes(parameter), schema }));
    return {
        operationId: `get${name}`,
        summary: description.summary,
        parameters: [...headers, ...query],
        responses: responses(description),
    };
}

const paths = () => Object.fromEntries(Object.entries(descriptions).map(([name, description]) => [`/${name}`, {
    post: post(name, description),
    ...isOperation(name) && !operations[name].changes && { get: get(name, description) },
}]));

const header = (name: string, description: string, example: string) =>
    ({ name, in: "header", required: true, description, schema: { type: "string" }, example });

const refused = () => z.object({
    ResponseData: z.object({}),
    Error: z.object({ Code: z.enum(refusals), Message: z.string(), Detail: z.optional(z.string()) }),
});

/** `version` is the program's. */
export function openApi(version: string): object {
    return {
        openapi: "3.1.0",
        info: {
            title: "appmanage",
            summary: "Install and manage the apps of a server",
            description: "Every answer is an envelope: `ResponseData`, and `Error` if something went wrong. "
                + `A body is JSON, of at most ${mostBytes} bytes.`,
            version,
            license: { name: "LGPL-2.1-or-later", identifier: "LGPL-2.1-or-later" },
        },
        servers: [{ url: "/" }],
        security: [{}, { token: [] }],
        paths: {
            ...paths(),
            "/healthz": {
                get: {
                    operationId: "health",
                    summary: "Tell whether the interface answers; asks neither Docker nor for a token",
                    security: [{}],
                    responses: { 200: {
                        description: "It answers",
                        ...json({ type: "object", required: ["status"], properties: { status: { const: "ok" } } }),
                    } },
                },
            },
            "/openapi.json": {
                get: {
                    operationId: "openapi",
                    summary: "This document",
                    responses: { 200: { description: "OpenAPI 3.1", ...json({ type: "object" }) } },
                },
            },
        },
        components: {
            parameters: {
                Version: header("Version", "Version of the interface", "1.0"),
                Language: header("Language", "Language of messages", "en"),
            },
            responses: {
                Failed: { description: "The operation failed or was refused", ...json(schemaOf(failure, "output")) },
                Refused: { description: "Not a request of this interface", ...json(schemaOf(refused(), "output")) },
            },
            securitySchemes: {
                token: { type: "http", scheme: "bearer", description: "Needed over TCP only; made by `appmanage token add`" },
            },
        },
    };
}
