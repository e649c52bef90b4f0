// SPDX-License-Identifier: LGPL-2.1-or-later
// unit, ui: rules and components, beside their sources. integration: the core on a real Docker. page: the page in
// Chromium, on a host that is made up. e2e: the page in the test machine. matrix: the part of it that runs on every
// flavour of the test machine.

const swc = tsx => ["@swc/jest", {
    jsc: {
        target: "es2022",
        // .ts and .tsx apart: in .tsx `<T>(x: T) => x` would be read as an element.
        parser: { syntax: "typescript", tsx },
        transform: { react: { runtime: "automatic" } },
    },
    module: { type: "commonjs" },
    sourceMaps: "inline",
}];

const project = {
    rootDir: import.meta.dirname,
    testEnvironment: "node",
    injectGlobals: true,
    restoreMocks: true,
    modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/dist-api/", "<rootDir>/test/output/"],
    transform: {
        "/build/catalogues\\.js$": "<rootDir>/build/jest-catalogues.js",
        "\\.ts$": swc(false),
        "\\.tsx$": swc(true),
        // The build's own modules, and the parser they use, which is no CommonJS.
        "/build/.*\\.js$": swc(false),
        "/node_modules/gettext-parser/.*\\.js$": swc(false),
        "\\.(sh|bash|zsh|fish)$": "<rootDir>/build/jest-text.js",
    },
    transformIgnorePatterns: ["/node_modules/(?!gettext-parser/)"],
    moduleNameMapper: {
        "^cockpit$": "<rootDir>/test/fakes/cockpit.ts",
        "^po:catalogues$": "<rootDir>/build/catalogues.js",
        "\\.css$": "<rootDir>/test/fakes/style.ts",
        // PatternFly's second build, for require().
        "^@patternfly/react-(core|icons)/dist/esm/(.*)$": "@patternfly/react-$1/dist/js/$2",
    },
};

export default {
    testSequencer: "<rootDir>/test/sequence.js",
    // Milliseconds. Many tests start processes, while the test machine is being built beside them.
    testTimeout: 30_000,
    projects: [
        {
            ...project,
            displayName: "unit",
            testMatch: [
                "<rootDir>/src/**/*.test.ts", "<rootDir>/build/*.test.js", "<rootDir>/test/bench/*.test.ts",
                "<rootDir>/test/faults/*.test.ts",
            ],
        },
        {
            ...project,
            displayName: "ui",
            testEnvironment: "jsdom",
            testMatch: ["<rootDir>/src/**/*.test.tsx"],
            setupFilesAfterEnv: ["<rootDir>/test/fakes/dom.ts"],
        },
        {
            ...project,
            displayName: "integration",
            testMatch: ["<rootDir>/test/integration/**/*.test.ts"],
            globalSetup: "<rootDir>/test/integration/setup.js",
        },
        { ...project, displayName: "page", testMatch: ["<rootDir>/test/ui/**/*.test.ts"] },
        { ...project, displayName: "e2e", testMatch: ["<rootDir>/test/e2e/**/*.test.ts"] },
        {
            ...project,
            displayName: "matrix",
            testMatch: [
                "<rootDir>/test/matrix/*.test.ts", "<rootDir>/test/e2e/faults.test.ts",
                "<rootDir>/test/e2e/other-page.test.ts",
            ],
        },
    ],
};
