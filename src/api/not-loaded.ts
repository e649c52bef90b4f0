// SPDX-License-Identifier: LGPL-2.1-or-later
import type { Answer } from "./schemas";

/**
 * The answer where a part of the program could not be loaded: Cockpit is gone, or has another version of the package by
 * now. The translations are among what is missing.
 */
export function notLoaded(error: unknown, answersList: boolean): Answer {
    const Message = "Part of the program could not be loaded. Reload the page.";
    return {
        status: 404,
        body: { ResponseData: answersList ? [] : {}, Error: { Code: "SystemError", Message, Detail: String(error) } },
    };
}
