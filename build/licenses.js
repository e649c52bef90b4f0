// SPDX-License-Identifier: LGPL-2.1-or-later
// LICENSES.txt: what the bundles consist of, under which licenses, with their texts. MIT and others ask for it.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Licenses whose works may be part of one under LGPL-2.1-or-later. OFL-1.1 is for fonts. */
const allowed = new Set([
    "0BSD", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "LGPL-2.1-or-later", "MIT", "OFL-1.1", "Zlib",
]);

/** Works of others inside packages, which the packages' own license files do not name. */
const within = {
    "@patternfly/react-icons": {
        text: "CC-BY-4.0.txt",
        note: `Some icons are those of Font Awesome Free 5.15.4, https://fontawesome.com/, Copyright Fonticons, Inc. They are
licensed under the Creative Commons Attribution 4.0 International license, https://creativecommons.org/licenses/by/4.0/,
and were changed in format only. Other icons are those of the Red Hat icons authors, under the MIT license.`,
    },
};

/** esbuild's helpers are in every bundle, and in no list of its inputs. */
const bundler = "node_modules/esbuild";

/** The folders of the packages that have something in the outputs of these builds, as esbuild tells. */
export function packagesIn(metafiles) {
    const inputs = metafiles.flatMap(({ outputs }) => Object.values(outputs)).flatMap(output => Object.entries(output.inputs));
    const folders = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0)
        .map(([path]) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]);
    return [...new Set([bundler, ...folders.filter(folder => folder !== undefined)])].sort();
}

/** Whether an SPDX expression lets us ship. Parentheses inside others are for a person to read. */
export function isAllowed(expression) {
    return expression.replace(/^\((.*)\)$/, "$1").split(" OR ").some(choice =>
        choice.split(" AND ").every(id => allowed.has(id)));
}

function textsIn(folder) {
    const named = pattern => readdirSync(folder).filter(name => pattern.test(name)).sort();
    const licenses = named(/^(?:licen[cs]e|copying)(?:[-.].*)?$/i);
    const notices = licenses.length ? named(/^(?:copyright)?notice(?:\.\w+)?$/i) : [];
    return [...licenses, ...notices].map(name => readFileSync(join(folder, name), "utf8").trim());
}

/** What is to be said of the package in a folder. Throws if it must not be shipped like this. */
export function licenseOf(folder) {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const texts = textsIn(folder);
    if (typeof license !== "string" || !isAllowed(license))
        throw new Error(`${name} ${version}: license ${JSON.stringify(license)} is not among those that build/licenses.js allows.`);
    if (!texts.length)
        throw new Error(`${name} ${version}: the package has no file with the text of its license.`);
    return { name, version, license, texts };
}

const line = "=".repeat(80);

function section({ name, version, license, texts }) {
    return [line, `${name} ${version}`, `License: ${license}`, line, "", texts.join("\n\n"), ""].join("\n");
}

/** The whole text, with the page's own license first. */
export function licensesText(root, folders) {
    const { version, license } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const read = (...path) => readFileSync(join(root, ...path), "utf8").trimEnd();
    const own = { name: "cockpit-appmanage", version, license, texts: [read("LICENSE")] };
    const others = folders.map(folder => licenseOf(join(root, folder))).map(one => {
        const { note, text } = within[one.name] ?? {};
        return note ? { ...one, texts: [...one.texts, note, read("build", "licenses", text)] } : one;
    });
    const intro = "The files of this folder consist of these works.";
    return [intro, "", ...[own, ...others].map(section)].join("\n");
}

/** The text for what these builds ship. Throws where packaging/debian/copyright.in does not name a holder. */
export function shippedLicenses(root, metafiles) {
    const folders = packagesIn(metafiles);
    const unnamed = unnamedHolders(root, folders, readFileSync(join(root, "packaging", "debian", "copyright.in"), "utf8"));
    if (unnamed.length)
        throw new Error(`packaging/debian/copyright.in does not name ${unnamed.join("; ")}.`);
    return licensesText(root, folders);
}

/** Who holds the copyright of a text, without the years and the address. */
function holdersIn(text) {
    const lines = text.match(/^copyright\s+(?:\(c\)|©|\d{4}).*$/gim) ?? [];
    return lines.map(line => line.replace(/^copyright|\(c\)|©|\d{4}|[<(].*/gi, "").replace(/^[\s,-]+|[\s,.-]+$/g, ""));
}

/** Holders that debian/copyright does not name, of the packages in these folders. */
export function unnamedHolders(root, folders, copyright) {
    const holders = folders.flatMap(folder => textsIn(join(root, folder)).flatMap(holdersIn));
    return [...new Set(holders)].filter(holder => !copyright.includes(holder));
}
