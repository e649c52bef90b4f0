// SPDX-License-Identifier: LGPL-2.1-or-later
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isAllowed, licenseOf, licensesText, packagesIn, shippedLicenses, unnamedHolders } from "./licenses.js";

const root = mkdtempSync(join(tmpdir(), "licenses-"));
afterAll(() => rmSync(root, { recursive: true }));

function makePackage(name, license, files) {
    const folder = join(root, "node_modules", name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name, version: "1.2.3", license }));
    for (const [file, text] of Object.entries(files))
        writeFileSync(join(folder, file), text);
    return folder;
}

describe("packagesIn", () => {
    const output = inputs => ({
        outputs: { "dist/x": { inputs: Object.fromEntries(inputs.map(([path, bytesInOutput]) => [path, { bytesInOutput }])) } },
    });

    test("finds what is in any bundle, scoped and nested, once, with the bundler", () => {
        const folders = packagesIn([
            output([["src/index.tsx", 9], ["node_modules/react/index.js", 9], ["node_modules/react/cjs/react.js", 9]]),
            output([["node_modules/@scope/styles/a.css", 9], ["node_modules/a/node_modules/b/index.js", 9]]),
            output([["node_modules/font/files/font.woff2", 9]]),
        ]);
        expect(folders).toEqual([
            "node_modules/@scope/styles", "node_modules/a/node_modules/b", "node_modules/esbuild", "node_modules/font",
            "node_modules/react",
        ]);
    });

    test("leaves out what the bundler dropped", () => {
        expect(packagesIn([output([["node_modules/unused/index.js", 0]])])).toEqual(["node_modules/esbuild"]);
    });
});

test.each([
    ["MIT", true], ["OFL-1.1", true], ["(MIT OR GPL-3.0-only)", true], ["MIT AND ISC", true],
    ["MIT AND GPL-3.0-only", false], ["GPL-3.0-or-later", false], ["SEE LICENSE IN x", false], ["", false],
])("allows %s: %s", (expression, expected) => {
    expect(isAllowed(expression)).toBe(expected);
});

describe("licenseOf", () => {
    test("reads the license, whatever its file is called, and its notices", () => {
        const files = { "license.md": "The text\n", "NOTICE": "A notice\n", "LICENSES.js": "" };
        const folder = makePackage("@scope/good", "MIT", files);
        expect(licenseOf(folder)).toMatchObject({ name: "@scope/good", license: "MIT", texts: ["The text", "A notice"] });
    });

    test("refuses a license that does not fit", () => {
        const folder = makePackage("bad", "SSPL-1.0", { LICENSE: "x" });
        expect(() => licenseOf(folder)).toThrow("bad 1.2.3: license \"SSPL-1.0\" is not among those");
    });

    test("refuses a package without a license", () => {
        expect(() => licenseOf(makePackage("none", undefined, { LICENSE: "x" }))).toThrow("none 1.2.3: license undefined");
    });

    test("refuses a package without a text, even if it has a notice", () => {
        expect(() => licenseOf(makePackage("mute", "MIT", { NOTICE: "x" }))).toThrow("mute 1.2.3: the package has no file");
    });
});

describe("licensesText", () => {
    test("starts with the page's own license, and has every package's text", () => {
        const text = licensesText(".", ["node_modules/zod", "node_modules/tslib"]);
        expect(text).toMatch(/^The files .*\n\n=+\ncockpit-appmanage [\d.]+\nLicense: LGPL-2\.1-or-later\n=+\n\n +GNU LESSER/);
        expect(text).toMatch(/\nzod [\d.]+\nLicense: MIT\n=+\n\nMIT License\n\nCopyright \(c\) 2025 Colin McDonnell\n/);
        expect(text).toMatch(/\ntslib [\d.]+\nLicense: 0BSD\n/);
        expect(text).not.toContain("Font Awesome");
    });

    test("names whose icons PatternFly's are", () => {
        const text = licensesText(".", ["node_modules/@patternfly/react-icons"]);
        expect(text).toMatch(/Font Awesome Free[^]*Attribution 4\.0 International[^]*Section 8 -- Interpretation/);
    });
});

describe("unnamedHolders", () => {
    test("lists copyright holders that debian/copyright lacks", () => {
        makePackage("a", "MIT", { LICENSE: "MIT License\n\nCopyright (c) 2015-2016 Ann Example <ann@example.org>\n\nPermission" });
        makePackage("b", "MIT", { LICENSE: "Copyright © 2020, Example Corporation. All rights\nThe above copyright notice" });
        const folders = ["node_modules/a", "node_modules/b"];
        expect(unnamedHolders(root, folders, "")).toEqual(["Ann Example", "Example Corporation. All rights"]);
        expect(unnamedHolders(root, folders, "2015 Ann Example\n 2020 Example Corporation. All rights")).toEqual([]);
    });
});

test("a build that ships the work of a holder whom debian/copyright does not name is refused", () => {
    const shipping = (...packages) => {
        const inputs = Object.fromEntries(packages.map(name => [`node_modules/${name}/x.js`, { bytesInOutput: 9 }]));
        return [{ outputs: { "dist-api/x": { inputs } } }];
    };
    expect(shippedLicenses(".", shipping("zod", "commander"))).toContain("\ncommander ");
    expect(() => shippedLicenses(".", shipping("typescript-eslint")))
        .toThrow("packaging/debian/copyright.in does not name typescript-eslint and other contributors");
});
