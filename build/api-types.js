// SPDX-License-Identifier: LGPL-2.1-or-later
// api.d.ts: the types of `appmanage.call` for other pages, made from the schemas that the operations themselves are
// described by.

import { createAuxiliaryTypeStore, printNode, zodToTs } from "zod-to-ts";
import { evaluated } from "./evaluated.js";

/** The modules of src/api that say what the operations take and answer. */
const described = `export { descriptions, failure } from "./src/api/descriptions";
export { operations } from "./src/api/operations";`;

/** A schema as a TypeScript type. */
function typeOf(schema, io) {
    return printNode(zodToTs(schema, { io, auxiliaryTypeStore: createAuxiliaryTypeStore() }).node);
}

const indented = (text, by) => text.replace(/\n(?=.)/g, `\n${" ".repeat(by)}`);

export async function apiTypes(root) {
    const { descriptions, failure, operations } = (await evaluated(root, described)).exports;
    const entries = Object.entries(descriptions).map(([name, { summary, parameters, answer, preview }]) => `
        /** ${summary}. */
        ${name}: {
            parameters: ${indented(typeOf(parameters, "input"), 12)};
            answer: ${indented(typeOf(answer, "output"), 12)};
            preview: ${preview ? indented(typeOf(preview, "output"), 12) : "never"};
            refused: ${operations[name].answersList ? "[]" : "object"};
        };`);
    return `// SPDX-License-Identifier: LGPL-2.1-or-later
// The interface of the App Store for other Cockpit pages: the global of ../appmanage/api.js.

declare namespace appmanage {
    interface Headers {
        Version: "1.0";
        /** Of messages: "en", "zh_CN", "zh-CN", … */
        Language: string;
    }

    interface Operations {${entries.join("\n")}
    }

    type Failure = ${indented(typeOf(failure.shape.Error, "output"), 4)};

    type Body<Name extends keyof Operations, Dry extends boolean> = [Operations[Name]["preview"]] extends [never]
        ? Operations[Name]["parameters"] : Operations[Name]["parameters"] & { dry_run?: Dry };

    type Answer<Name extends keyof Operations, Dry extends boolean = false> =
        | { status: 200; body: { ResponseData: Operations[Name][Dry extends true ? "preview" : "answer"]; Error?: never } }
        | { status: 404; body: { ResponseData: Operations[Name]["refused"]; Error: Failure } };

    /** One operation. Never rejects: every failure is an answer with status 404 and an \`Error\`. */
    function call<Name extends keyof Operations, Dry extends boolean = false>(
        operation: Name, headers: Headers, body: Body<Name, Dry>,
    ): Promise<Answer<Name, Dry>>;
}
`;
}
