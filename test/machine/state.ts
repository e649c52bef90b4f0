// SPDX-License-Identifier: LGPL-2.1-or-later
/** Which appliance the tests use, as test/machine/environment names it. */
import { join } from "node:path";

export const flavour = process.env.APPMANAGE_TEST_FLAVOUR || "stock";

/** The file that says where it is; see README.md. */
export function statePath(name = process.env.APPMANAGE_TEST_NAME || (flavour === "stock" ? "" : flavour)): string {
    const folder = process.env.APPMANAGE_TEST_STATE || "/var/lib/appmanage-test";
    return join(folder, `state${name && `-${name}`}.json`);
}
