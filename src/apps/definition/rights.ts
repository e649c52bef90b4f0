// SPDX-License-Identifier: LGPL-2.1-or-later
/** What an app may do beyond its own containers, a line for each right: to be compared, shown and allowed. */
import type { Check } from "../install/check";
import { privilegeChecks } from "../install/checks/privileges";
import type { OwnFolder } from "../install/checks/rights/host-path";
import { visible } from "./diff";

export function rightLines(checks: readonly Check[]): string[] {
    return checks.flatMap(check => check.is === "privilege"
        ? [visible([`${check.service}: ${check.what}`, check.detail].filter(Boolean).join(" "))] : []);
}

/** `model` is what Compose prints of the app. */
export function rightsIn(model: unknown, own: OwnFolder): string[] {
    return rightLines(privilegeChecks(model, own));
}
