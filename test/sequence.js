// SPDX-License-Identifier: LGPL-2.1-or-later
// The order of test files. End to end, the installation on a machine without images comes first: it pulls what the
// others use. All the rest is Jest's own order.

import { createRequire } from "node:module";

const { default: Sequencer } = createRequire(import.meta.url)("@jest/test-sequencer");

const isFirst = test => /\/(?:e2e\/install-story|matrix\/smoke)\.test\.ts$/.test(test.path);

export default class extends Sequencer {
    sort(tests) {
        const sorted = super.sort(tests);
        return [...sorted.filter(isFirst), ...sorted.filter(test => !isFirst(test))];
    }
}
