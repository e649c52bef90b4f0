// SPDX-License-Identifier: LGPL-2.1-or-later
/** Adding and removing libraries: each is checked, written to the configuration, and recorded. */
import { audit } from "../audit";
import { changeLibraries } from "./configuration-file";
import type { Context } from "../context";
import { checkLibrary, type LibraryCheck } from "./library-check";

/** Keeps the library where it can be one; nothing is changed otherwise. Throws `ConfigurationError`. */
export function addLibrary(context: Context, typed: string): Promise<LibraryCheck> {
    return recorded<LibraryCheck>(context, "LibraryAdd", typed, async () => {
        const check = await checkLibrary(context, typed);
        if (check.is === "bad")
            return { answer: check, result: check.fault.is };
        const { folder } = check.find;
        const isAdded = await changeLibraries(context.machine, context.configurationFile, libraries =>
            libraries.includes(folder) ? undefined : [...libraries, folder]);
        // Somebody else has added it in the meantime.
        return isAdded
            ? { answer: check, result: "ok", folder }
            : { answer: { is: "bad", fault: { is: "listed", folder, origin: "configured" } }, result: "listed", folder };
    });
}

/**
 * `folder` as it stands in the list. False where the configuration does not name it: it was removed meanwhile, or it is
 * one of those that are always searched. The folder itself stays as it is. Throws `ConfigurationError`.
 */
export function removeLibrary(context: Context, folder: string): Promise<boolean> {
    return recorded(context, "LibraryRemove", folder, async () => {
        const isRemoved = await changeLibraries(context.machine, context.configurationFile, libraries =>
            libraries.includes(folder) ? libraries.filter(one => one !== folder) : undefined);
        return { answer: isRemoved, result: isRemoved ? "ok" : "not-listed" };
    });
}

interface Outcome<T> { answer: T, result: string, folder?: string }

/** Every change is in the audit trail, those that failed too. */
async function recorded<T>(
    { machine, user }: Context, operation: string, given: string, change: () => Promise<Outcome<T>>,
): Promise<T> {
    const record = (library: string, result: string) => audit(machine, { user, operation, about: { library }, result });
    let outcome: Outcome<T>;
    try {
        outcome = await change();
    } catch (error) {
        await record(given, "SystemError");
        throw error;
    }
    await record(outcome.folder ?? given, outcome.result);
    return outcome.answer;
}
