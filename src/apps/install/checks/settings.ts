// SPDX-License-Identifier: LGPL-2.1-or-later
/** Whether the app has the settings that are asked for, and can take their values. */
import type { Check } from "../check";
import { isSettable, type SettableVariable } from "../settings";

export function settingChecks(
    asked: Readonly<Record<string, string>>, variables: readonly SettableVariable[],
): Check[] {
    return Object.entries(asked).flatMap(([key, value]): Check[] => {
        const variable = variables.find(known => known.key === key);
        if (variable && isSettable(variable, value))
            return [];
        return [{ is: "setting", level: "stop", field: `settings.${key}`, key, code: variable ? "format" : "unknown" }];
    });
}

/** Those of the settings that can be used. */
export function usable(
    asked: Readonly<Record<string, string>>, variables: readonly SettableVariable[],
): Record<string, string> {
    return Object.fromEntries(Object.entries(asked).filter(([key, value]) =>
        variables.some(variable => variable.key === key && isSettable(variable, value))));
}
