// SPDX-License-Identifier: LGPL-2.1-or-later
/** What is not a request of the interface, and how that is answered: with the envelope, too. */
import { translatorFor, type Translate } from "../../api/language";

export const refusals = [
    "Request.Malformed", "Request.Method", "Request.Timeout", "Request.TooLarge", "Request.MediaType",
    "Access.Denied", "SystemError",
] as const;

export type RefusalCode = (typeof refusals)[number];

export class Refusal extends Error {
    override readonly name = "Refusal";
    constructor(
        readonly status: number, readonly code: RefusalCode, readonly detail?: string,
        readonly headers: Readonly<Record<string, string>> = {},
    ) {
        super(detail ? `${code}: ${detail}` : code);
    }
}

function messageOf(code: RefusalCode, _: Translate): string {
    switch (code) {
    case "Request.Malformed":
        return _("This is not a valid request. Send JSON in UTF-8 as the body, or parameters in the query of a GET request.");
    case "Request.Method":
        return _("This method is not allowed here. Use POST; operations that change nothing can be called by GET, too.");
    case "Request.Timeout":
        return _("The request did not arrive in time. Send it again.");
    case "Request.TooLarge":
        return _("The request is too large. A body may have 1 MiB, the headers 16 KiB.");
    case "Request.MediaType":
        return _("The type of the body is not supported. Send it as application/json, in UTF-8 and not compressed.");
    case "Access.Denied":
        return _("A valid token is needed. Create one with \"appmanage token add\", and send it as \"Authorization: Bearer\".");
    case "SystemError":
        return _("Something went wrong on this server. The details say what it was.");
    }
}

/** The envelope, as text. */
export function refusalBody({ code, detail }: Pick<Refusal, "code" | "detail">, language: string): string {
    return JSON.stringify({
        ResponseData: {},
        Error: { Code: code, Message: messageOf(code, translatorFor(language)), ...detail && { Detail: detail } },
    });
}
