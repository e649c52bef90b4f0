// SPDX-License-Identifier: LGPL-2.1-or-later
// Lets tests import a shell script as its text, as the bundle does.

export default {
    process(text) {
        return { code: `exports.__esModule = true; exports.default = ${JSON.stringify(text)};` };
    },
};
