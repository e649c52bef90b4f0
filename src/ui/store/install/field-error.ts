// SPDX-License-Identifier: LGPL-2.1-or-later
/** Where in the install form an error of the interface belongs. */

export type FormPlace = "name" | "version" | "settings" | "form";

/** `code` is the contract's. */
export function formPlaceOf(code: string): FormPlace {
    if (code.startsWith("Param.CustomerAppName."))
        return "name";
    if (code.startsWith("Param.AppVersion."))
        return "version";
    if (code.startsWith("Param.Settings."))
        return "settings";
    return "form";
}
