// SPDX-License-Identifier: LGPL-2.1-or-later
/** The values of the install form, and what is wrong with them. */
import type { Check, CheckedInstall, InstallDraft, InstallRequest, Setting } from "../../../apps/install/check";
import type { OfferedPort, Reach } from "../../../apps/install/reach";
import { blockedPorts } from "../../../apps/install/web-port";
import { blockedProblem, nameProblem, portProblem } from "../../words/name-rule";

export interface InstallForm {
    name: string;
    version: string;
    values: Record<string, string>;
    /** By the port's key. */
    reach: Record<string, Reach>;
}

export function formOf(draft: InstallDraft): InstallForm {
    return {
        name: draft.name,
        version: draft.versions[0] ?? "",
        values: Object.fromEntries(draft.settings.map(({ key, value }) => [key, value])),
        reach: Object.fromEntries(draft.ports.map(({ key, reach }) => [key, reach])),
    };
}

export function requestOf(appName: string, { name, version, values, reach }: InstallForm): InstallRequest {
    return {
        app_name: appName, customer_app_name: name, app_version: version, settings: values,
        ...Object.keys(reach).length > 0 && { reachable_from: reach },
    };
}

/** What is wrong with a setting that can be seen without asking, "" if nothing. */
export function settingProblem({ kind, key }: Setting, form: InstallForm, ports: readonly OfferedPort[]): string {
    const value = form.values[key] ?? "";
    if (kind !== "port")
        return "";
    const isBlocked = blockedPorts.has(Number(value)) && ports.some(port => port.key === key && port.isWeb);
    return portProblem(value) || (isBlocked ? blockedProblem(value) : "");
}

/** Nothing is wrong that can be seen without asking. */
export function isWellFormed(form: InstallForm, { settings, ports }: Pick<InstallDraft, "settings" | "ports">): boolean {
    return nameProblem(form.name) === "" && settings.every(setting => settingProblem(setting, form, ports) === "");
}

/** What stands in a field that checks are about; "" for those about the whole. */
export function valueOf({ name, version, values, reach }: InstallForm, field: Check["field"]): string {
    switch (field) {
    case undefined: return "";
    case "customer_app_name": return name;
    case "app_version": return version;
    case "reachable_from": return JSON.stringify(reach);
    default: return values[field.slice("settings.".length)] ?? "";
    }
}

/** The checks about one field, the worst first. */
export function checksOf(checks: readonly Check[], field: Check["field"]): Check[] {
    const rank = { stop: 0, warn: 1, ok: 2 };
    return checks.filter(check => check.field === field).sort((a, b) => rank[a.level] - rank[b.level]);
}

/** What an admin allows by one word: the same rights, whatever else is said. */
export function rightsIn(checks: readonly Check[]): string {
    return JSON.stringify(checks.filter(isPrivilege));
}

/** Where a check fails the installation says why, as it checks again; it gets no more than was shown before. */
export function uncheckedInstall({ checks, definition }: CheckedInstall): CheckedInstall {
    return { checks: checks.filter(isPrivilege), definition };
}

export function isPrivilege(check: Check): check is Extract<Check, { is: "privilege" }> {
    return check.is === "privilege";
}
