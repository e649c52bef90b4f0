// SPDX-License-Identifier: LGPL-2.1-or-later
/** What differs between an app as it is and as it will be, for the admin to see beforehand. */
import { assignments } from "../../library/environment";
import { settingsOf } from "../app-settings";
import * as z from "../../machine/zod";
import type { ChangingPart } from "../records/record";

export interface ImageChange {
    service: string;
    /** "" for a service that is new, or gone, or has no image of its own. */
    old: string;
    new: string;
}

export interface SettingChange {
    key: string;
    /** null for one that is not there, and for secrets. */
    old: string | null;
    new: string | null;
}

type Services = ChangingPart["services"];

export function imageChanges(before: Services, after: Services): ImageChange[] {
    const imageOf = (services: Services, service: string) =>
        Object.hasOwn(services, service) ? services[service]?.image ?? "" : "";
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
        .map(service => ({ service, old: imageOf(before, service), new: imageOf(after, service) }));
}

/** Variables of `.env` whose values differ. */
export function settingChanges(before: string, after: string): SettingChange[] {
    const [one, other] = [valuesIn(before), valuesIn(after)];
    return [...new Set([...one.keys(), ...other.keys()])]
        .filter(key => one.get(key)?.raw !== other.get(key)?.raw)
        .map(key => ({ key, old: one.get(key)?.shown ?? null, new: other.get(key)?.shown ?? null }));
}

function valuesIn(env: string): Map<string, { raw: string, shown: string | null }> {
    const shown = new Map(settingsOf({ env, variables: "" }).map(({ key, value }) => [key, value]));
    return new Map(assignments(env).map(({ key, raw }) => [key, { raw, shown: shown.get(key) ?? null }]));
}

const project = z.looseObject({ services: z._default(z.record(z.string(), z.unknown()), {}) });

/** Services whose containers are made again, or go, or come. What stands beside the services may concern any of them. */
export function recreatedServices(before: unknown, after: unknown): string[] {
    const [{ services: one, ...rest }, { services: other, ...otherRest }] = [project.parse(before), project.parse(after)];
    const isSame = JSON.stringify(rest) === JSON.stringify(otherRest);
    return [...new Set([...Object.keys(one), ...Object.keys(other)])].sort()
        .filter(name => !isSame || JSON.stringify(one[name]) !== JSON.stringify(other[name]));
}

/** A model with its paths in another folder. */
export function moved(model: unknown, from: string, to: string): unknown {
    return JSON.parse(JSON.stringify(model).replaceAll(from, to));
}
