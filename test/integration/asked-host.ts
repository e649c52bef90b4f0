// SPDX-License-Identifier: LGPL-2.1-or-later
/** The contract, asked of a host with real files and a docker that says what a case needs. Its library has the app "web". */
import * as z from "zod";
import { FakeMachine } from "../fakes/machine";
import { call } from "../../src/api/call";
import { parseRecords } from "../../src/apps/records/store";
import { errorInfo } from "../../src/api/schemas";

export const english = { Version: "1.0", Language: "en" };
export const request = { app_name: "web", customer_app_name: "blog", app_version: "1.0" };

const failure = z.strictObject({
    status: z.literal(404),
    body: z.strictObject({ ResponseData: z.union([z.strictObject({}), z.tuple([])]), Error: z.strictObject(errorInfo.shape) }),
});
const success = z.strictObject({ status: z.literal(200), body: z.strictObject({ ResponseData: z.unknown() }) });
/** There is no other. */
export const anyAnswer = z.union([success, failure]);

export class AskedHost extends FakeMachine {
    constructor() {
        super();
        this.addApp("web");
    }

    async failed(operation: unknown, headers: unknown, body?: unknown) {
        return failure.parse(await call(this.context, operation, headers, body)).body;
    }

    async answered(operation: string, body: unknown = {}): Promise<unknown> {
        const answer = await call(this.context, operation, english, body);
        expect(answer.body.Error).toBeUndefined();
        return success.parse(answer).body.ResponseData;
    }

    /** An app that is installed and runs. */
    async installed(id = "blog") {
        await this.answered("AppInstall", { ...request, customer_app_name: id });
        this.setJob(id, "done", false);
        const ports = Object.values(parseRecords(await this.read(this.paths.records), "")[id]?.ports ?? {});
        this.containers.push({
            id: `${id}-web-1`, project: id, service: "web", state: "running", status: "Up 5 minutes", ports,
        });
    }

    async ask(operation: unknown, headers: unknown, body: unknown) {
        const answer = anyAnswer.parse(await call(this.context, operation, headers, body));
        // Through a wire and back it is the same.
        expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
        return answer.body;
    }

    /** The error of a request that must change nothing. */
    async refusedBy(operation: unknown, headers: unknown, body: unknown) {
        const before = this.listing();
        const answer = await this.ask(operation, headers, body);
        expect(this.listing()).toEqual(before);
        if (!("Error" in answer))
            throw new Error(`${JSON.stringify(body).slice(0, 200)} was accepted`);
        expect(answer.Error.Message.length).toBeGreaterThan(10);
        expect((answer.Error.Detail ?? "").length).toBeLessThan(2000);
        return answer.Error;
    }

    refused(body: unknown, operation = "AppInstall") {
        return this.refusedBy(operation, english, body);
    }
}
