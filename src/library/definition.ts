// SPDX-License-Identifier: LGPL-2.1-or-later
/** An app of the library: what `variables.json` says. */

export interface Localized { en: string, [language: string]: string | undefined }

export interface Requirements {
    /** Cores. */
    cpu: number;
    /** Bytes. */
    memory: number;
    /** Bytes. */
    disk: number;
}

export interface AppDefinition {
    /** Its folder's name: what AppInstall's `app_name` takes. */
    name: string;
    trademark: string;
    /** Path of its folder. */
    folder: string;
    /** Came from a configured library or the one that ships. */
    official: boolean;
    /** Newest first, as the library lists them; without duplicates. */
    versions: string[];
    requirements: Requirements;
    title: Localized;
    summary: Localized;
    description: Localized;
    categories: string[];
    website: string;
    documentation: string;
    /** `data:` URL or path below the package; "" where there is none. */
    logo: string;
    /** Labels for user-settable variables, by key. */
    settingLabels: Record<string, Localized>;
}

/** A folder that is no usable app, and why. */
export interface BrokenApp {
    name: string;
    folder: string;
    reason:
        | { is: "missing-file", file: string }
        | { is: "not-json", message: string }
        | { is: "bad-shape", path: string, message: string }
        | { is: "leaves-folder", link: string }
        | { is: "bad-name" }
        | { is: "too-large", file: string }
        | { is: "no-versions" }
        | { is: "not-text", file: string };
}

export interface Catalogue {
    /** Released apps only, sorted by title in no particular language. */
    apps: AppDefinition[];
    broken: BrokenApp[];
}
