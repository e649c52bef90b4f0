// SPDX-License-Identifier: LGPL-2.1-or-later
/** From an HTTP request to a call of the contract. */
import type { IncomingMessage } from "node:http";
import { isOperation, operations } from "../../api/operations";
import { mostBytes } from "./limits";
import { Refusal } from "./refusal";

export type Target =
    | { is: "health" | "document" }
    /** `name` need not be an operation: the contract has an answer for that, too. */
    | { is: "operation", name: string, query: URLSearchParams };

/** `url` as on the request line. Throws `Refusal`. */
export function targetOf(url: string): Target {
    let path: string;
    let query: URLSearchParams;
    try {
        const parsed = new URL(url, "http://host");
        path = decodeURIComponent(parsed.pathname).slice(1);
        query = parsed.searchParams;
    } catch {
        throw new Refusal(400, "Request.Malformed", "the path can't be decoded");
    }
    if (path === "healthz")
        return { is: "health" };
    if (path === "openapi.json")
        return { is: "document" };
    return { is: "operation", name: path, query };
}

/** Operations of no known name are answered like any other, by POST as well as by GET. */
export function methodsOf(target: Target): string[] {
    if (target.is !== "operation")
        return ["GET", "HEAD", "OPTIONS"];
    const changes = isOperation(target.name) && operations[target.name].changes;
    return changes ? ["POST", "OPTIONS"] : ["GET", "HEAD", "POST", "OPTIONS"];
}

/** Parameters of a GET request. */
export function parametersOf(query: URLSearchParams): Record<string, string> {
    const names = [...query.keys()];
    const twice = names.find((name, at) => names.indexOf(name) !== at);
    if (twice !== undefined)
        throw new Refusal(400, "Request.Malformed", `${twice.slice(0, 100)}: given twice`);
    return Object.fromEntries(query);
}

function refuseType(request: IncomingMessage): void {
    const { "content-type": type = "", "content-encoding": encoding = "identity" } = request.headers;
    if (!/^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.test(type.trim()))
        throw new Refusal(415, "Request.MediaType", undefined, { Accept: "application/json" });
    if (encoding.trim().toLowerCase() !== "identity")
        throw new Refusal(415, "Request.MediaType", undefined, { "Accept-Encoding": "identity" });
}

const tooLarge = () => new Refusal(413, "Request.TooLarge", undefined, { Connection: "close" });

/** Whole; undefined if the client went away. */
function bytesOf(request: IncomingMessage): Promise<Buffer | undefined> {
    return new Promise((resolve, reject) => {
        const chunks: Buffer[] = [];
        let length = 0;
        request.on("data", (chunk: Buffer) => {
            length += chunk.length;
            if (length <= mostBytes) {
                chunks.push(chunk);
                return;
            }
            chunks.length = 0;
            reject(tooLarge());
        });
        request.on("end", () => { resolve(Buffer.concat(chunks)); });
        request.on("error", () => { resolve(undefined); });
        request.on("close", () => { resolve(undefined); });
    });
}

/** The JSON that a POST request has as body, {} for none; undefined if the client went away. Throws `Refusal`. */
export async function bodyOf(request: IncomingMessage): Promise<unknown> {
    const announced = Number(request.headers["content-length"] ?? 0);
    if (announced > mostBytes)
        throw tooLarge();
    const hasBody = announced > 0 || request.headers["transfer-encoding"] !== undefined;
    if (hasBody)
        refuseType(request);
    const bytes = await bytesOf(request);
    if (bytes === undefined)
        return undefined;
    if (bytes.length === 0)
        return {};
    try {
        const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
        return value;
    } catch {
        throw new Refusal(400, "Request.Malformed", "the body is not valid JSON in UTF-8");
    }
}
