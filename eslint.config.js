// SPDX-License-Identifier: LGPL-2.1-or-later
import js from "@eslint/js";
import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

/** Every layer, with those above it, which it must not know. */
const layers = {
    machine: ["docker", "jobs", "library", "apps", "api", "doors", "ui"],
    docker: ["jobs", "library", "apps", "api", "doors", "ui"],
    jobs: ["library", "apps", "api", "doors", "ui"],
    library: ["docker", "jobs", "apps", "api", "doors", "ui"],
    apps: ["api", "doors", "ui"],
    api: ["doors", "ui"],
    doors: ["ui"],
    ui: ["machine", "doors"],
};

/** Folders of ui with one view each. */
const views = ["backups", "details", "libraries", "my-apps", "store", "updates"];

/** Every folder of ui, with those of ui that it must not know: no view knows another, and what they share knows no view. */
const rooms = {
    words: ["parts", "page", "app", ...views],
    parts: ["page", "app", ...views],
    page: ["app", ...views],
    app: views,
    ...Object.fromEntries(views.map(view => [view, views.filter(other => other !== view)])),
};

const everywhere = {
    paths: [
        { name: "@patternfly/react-core", message: "Import the component by its path: the barrel brings them all." },
        { name: "@patternfly/react-icons", message: "Import the icon by its path: the barrel brings all icons." },
    ],
};

const withoutReact = { regex: "^(react|react-dom|@patternfly/.*)(/|$)", message: "Only ui knows React." };
const withoutCockpit = { regex: "^cockpit$", message: "Only ui, machine/cockpit.ts and the entries know Cockpit." };
const otherLayers = { regex: "^\\.\\./", message: "machine knows no other layer." };
const withoutNode = { regex: "^node:", message: "This runs in a browser." };
const withoutZod = { regex: "^zod(/|$)", message: "Import machine/zod: a quarter of zod's code, and texts for errors." };

function restricted(...patterns) {
    return { "no-restricted-imports": ["error", { ...everywhere, patterns }] };
}

function without(name, others) {
    return others.map(other => ({
        regex: `^(\\.\\./)+${other}(/|$)`,
        message: `${name} must not import ${other}.`,
    }));
}

function layer(name) {
    return {
        files: [`src/${name}/**/*.{ts,tsx}`],
        ignores: ["**/*.test.{ts,tsx}"],
        rules: restricted(
            ...without(name, layers[name]),
            withoutZod,
            ...(name === "doors" ? [] : [withoutNode]),
            ...(name === "ui" ? [] : [withoutReact, withoutCockpit])),
    };
}

/** Its rule takes the place of that of its layer, and repeats it. */
function room(name) {
    return {
        files: [`src/ui/${name}/**/*.{ts,tsx}`],
        ignores: ["**/*.test.{ts,tsx}"],
        rules: restricted(...without("ui", layers.ui), ...without(name, rooms[name]), withoutZod, withoutNode),
    };
}

const globals = names => Object.fromEntries(names.map(name => [name, "readonly"]));
const node = globals([
    "AbortController", "AbortSignal", "Buffer", "URL", "clearTimeout", "console", "fetch", "process", "setTimeout",
]);

/** Of a browser, newer than the targets of build.js. What is newer of the language tsconfig's `lib` keeps out. */
const tooNew = [
    ["URL.canParse", "Chrome 120, Safari 17."],
    ["URL.parse", "Chrome 126, Firefox 126, Safari 18."],
    ["AbortSignal.any", "Firefox 124, Safari 17.4."],
    ["Promise.withResolvers", "Chrome 119, Safari 17.4."],
    ["Promise.try", "Chrome 128, Firefox 134, Safari 18.2."],
    ["Object.groupBy", "Safari 17.4."],
    ["Map.groupBy", "Safari 17.4."],
    ["Array.fromAsync", "Chrome 121, Safari 16.4."],
    ["Intl.Segmenter", "Firefox 125."],
    ["Intl.DurationFormat", "Chrome 129, Firefox 136."],
    ["document.startViewTransition", "Firefox 144, Safari 18."],
    ["RegExp.escape", "Chrome 136, Firefox 134, Safari 18.2."],
];
const tooNewMethods = [
    ["showPopover", "Firefox 125, Safari 17."],
    ["togglePopover", "Firefox 125, Safari 17."],
    ["checkVisibility", "Safari 17.4."],
    ["setHTMLUnsafe", "Chrome 124, Firefox 123, Safari 17.4."],
    ["isDisjointFrom", "Chrome 122, Firefox 127, Safari 17."],
    ["isSubsetOf", "Chrome 122, Firefox 127, Safari 17."],
    ["symmetricDifference", "Chrome 122, Firefox 127, Safari 17."],
];

const translated = "CallExpression[callee.name=/^(_|C_|ngettext|gettext)$/]";

export default tseslint.config(
    { ignores: ["dist/", "dist-api/", "node_modules/", "test/output/", "tmp/"] },
    { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: "error" } },
    js.configs.recommended,
    {
        rules: {
            "eqeqeq": ["error", "always"],
            "eol-last": "error",
            "max-len": ["error", { code: 132, ignoreUrls: true, ignoreRegExpLiterals: true }],
            "no-console": "error",
            // Names and logs are searched for control characters on purpose.
            "no-control-regex": "off",
            "no-trailing-spaces": "error",
            "quotes": ["error", "double", { avoidEscape: true, allowTemplateLiterals: true }],
            "semi": ["error", "always"],
            ...restricted(),
        },
    },
    {
        files: ["**/*.{ts,tsx}"],
        extends: [tseslint.configs.recommendedTypeChecked],
        languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
        rules: {
            "@typescript-eslint/no-non-null-assertion": "error",
            "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
            // Interfaces here are objects of closures, and cockpit's functions need no `this`.
            "@typescript-eslint/unbound-method": "off",
            // Rejections of Cockpit are no instances of Error; they are wrapped in machine/cockpit.ts.
            "@typescript-eslint/prefer-promise-reject-errors": "off",
        },
    },
    {
        files: ["src/**/*.{ts,tsx}"],
        ignores: ["**/*.test.{ts,tsx}", "**/*.d.ts"],
        rules: {
            "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "never" }],
            "no-restricted-syntax": ["error", {
                selector: `${translated}:not(:function *)`,
                message: "Translate inside a function: a module is loaded before the language is known.",
            }, {
                selector: "ImportDeclaration[source.value=/\\bzod$/] > :not(ImportNamespaceSpecifier)[type=/^Import/]",
                message: "Write import * as z: else all of zod, 90 KB compressed, is in the bundle.",
            }, ...tooNew.map(([name, message]) => ({
                selector: `MemberExpression[object.name=${name.split(".")[0]}][property.name=${name.split(".")[1]}]`,
                message: `${name}: ${message} The build's targets are older.`,
            })), ...tooNewMethods.map(([name, message]) => ({
                selector: `CallExpression > MemberExpression[property.name=${name}]`,
                message: `${name}: ${message} The build's targets are older.`,
            }))],
        },
    },
    {
        files: ["src/**/*.tsx"],
        extends: [jsxA11y.flatConfigs.recommended],
        plugins: { "react-hooks": reactHooks },
        rules: {
            "react-hooks/rules-of-hooks": "error",
            "react-hooks/exhaustive-deps": "error",
            // What scrolls must be reachable by keyboard.
            "jsx-a11y/no-noninteractive-tabindex": ["error", { tags: ["pre"], roles: ["tabpanel", "region", "log"] }],
        },
    },
    ...Object.keys(layers).map(layer),
    ...Object.keys(rooms).map(room),
    // Part of bundles that are CommonJS.
    { files: ["build/node-globals.js"], languageOptions: { globals: globals(["require"]) } },
    {
        files: ["src/api.ts", "src/api-call.ts"],
        rules: restricted(withoutReact, withoutNode, withoutZod),
    },
    {
        files: ["src/machine/cockpit.ts"],
        rules: restricted(withoutReact, withoutNode, withoutZod, otherLayers),
    },
    {
        files: ["src/machine/node.ts", "src/machine/node-*.ts"],
        rules: restricted(withoutReact, withoutCockpit, withoutZod, otherLayers),
    },
    {
        files: ["src/machine/zod.ts"],
        rules: restricted(withoutReact, withoutCockpit, withoutNode, otherLayers),
    },
    {
        files: ["src/ui/**/*.{ts,tsx}"],
        rules: {
            "no-restricted-globals": ["error", { name: "fetch", message: "The page asks the host by its interface." }],
        },
    },
    {
        // The roles that a table has by itself are said for browsers that forget them.
        files: ["src/ui/parts/table.tsx"],
        rules: { "jsx-a11y/no-redundant-roles": "off", "jsx-a11y/no-interactive-element-to-noninteractive-role": "off" },
    },
    {
        files: ["**/*.{js,mjs}"],
        languageOptions: { globals: node },
        rules: { "no-console": "off" },
    },
    {
        files: ["**/*.test.js"],
        languageOptions: {
            globals: globals(["afterAll", "afterEach", "beforeAll", "beforeEach", "describe", "expect", "jest", "test"]),
        },
    },
    {
        files: ["test/**/*.{ts,tsx,js}", "**/*.test.{ts,tsx}"],
        rules: { "no-console": "off" },
    },
);
