// SPDX-License-Identifier: LGPL-2.1-or-later
/** Text from outside that may be JSON. */

/** What it says, of whatever shape; undefined for text that is none. */
export function parseJson(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch (error) {
        if (error instanceof SyntaxError)
            return undefined;
        throw error;
    }
}
