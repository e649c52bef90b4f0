// SPDX-License-Identifier: LGPL-2.1-or-later
/** Text from outside that may be JSON. */

/** The parsed value, or undefined if the text is not valid JSON. */
export function parseJson(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch (error) {
        if (error instanceof SyntaxError)
            return undefined;
        throw error;
    }
}
