// SPDX-License-Identifier: LGPL-2.1-or-later
/** zod/mini with texts for errors, of which it has none: all schemas are made from this module. */
import { ZodMiniCatch } from "zod/mini";
import * as core from "zod/v4/core";

export * from "zod/mini";
export { $ZodError as ZodError } from "zod/v4/core";

/** zod's own `catch` brings all of its helpers into the bundle, 2.5 KB compressed. */
function withFallback<T extends core.SomeType>(schema: T, value: core.output<T>): ZodMiniCatch<T>;
function withFallback(innerType: core.$ZodType, value: unknown): ZodMiniCatch {
    return new ZodMiniCatch({ type: "catch", innerType, catchValue: () => value });
}
export { withFallback as catch };

function typeOf(value: unknown): string {
    return value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
}

const localeError: core.$ZodErrorMap = issue => {
    switch (issue.code) {
    case "invalid_type":
        return `Invalid input: expected ${issue.expected}, received ${typeOf(issue.input)}`;
    case "invalid_value":
        return `Invalid input: expected ${issue.values.map(value => JSON.stringify(value)).join(" or ")}`;
    default:
        return undefined; // "Invalid input"
    }
};

// All copies of zod on a page share one configuration: what another page that loads api.js has set stays.
core.config({ localeError, ...core.config() });
