// SPDX-License-Identifier: LGPL-2.1-or-later
// Builds dist/, a folder ready to be a Cockpit package. NODE_ENV=production: minified, compressed, complete in every
// language. --watch: again at every change.

import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import esbuild from "esbuild";
import { copiedFiles, copyFiles } from "./build/files.js";
import { users } from "./build/messages.js";
import { patternflyPlugin } from "./build/patternfly.js";
import { catalogueExpression, cockpitScript, poFiles, translationsOf } from "./build/po.js";
import { shellPlugin } from "./build/shell.js";
import { zodPlugin } from "./build/zod.js";

const root = import.meta.dirname;
const dist = join(root, "dist");
const production = process.env.NODE_ENV === "production";
const watch = process.argv.includes("--watch");

/** What the page may weigh on its way to the browser, in bytes. */
const budget = { "index.js.gz": 220 * 1024, "index.css.gz": 60 * 1024 };

/** Cockpit's library is the global that ../base1/cockpit.js made. */
const cockpitPlugin = {
    name: "cockpit",
    setup(build) {
        build.onResolve({ filter: /^cockpit$/ }, () => ({ path: "cockpit", namespace: "cockpit" }));
        build.onLoad({ filter: /.*/, namespace: "cockpit" }, () => ({ contents: "module.exports = cockpit;" }));
    },
};

function filesUnder(folder) {
    return readdirSync(folder, { withFileTypes: true, recursive: true })
        .map(entry => ({ path: join(entry.parentPath, entry.name), isFile: entry.isFile() }));
}

/** Everything the build reads that no source imports. */
function unimported() {
    const library = filesUnder(join(root, "library"));
    return {
        watchFiles: [
            ...copiedFiles(root),
            ...poFiles(join(root, "po")).map(({ path }) => path),
            ...library.filter(({ isFile }) => isFile).map(({ path }) => path),
        ],
        watchDirs: [
            join(root, "po"),
            join(root, "library"),
            ...library.filter(({ isFile }) => !isFile).map(({ path }) => path),
        ],
    };
}

const cataloguesPlugin = {
    name: "po:catalogues",
    setup(build) {
        build.onResolve({ filter: /^po:catalogues$/ }, ({ path }) => ({ path, namespace: "po" }));
        build.onLoad({ filter: /.*/, namespace: "po" }, () => {
            const { messages, catalogues } = translationsOf(root);
            const expression = catalogueExpression(catalogues, messages.filter(users.core));
            return { contents: `export default ${expression};`, ...unimported() };
        });
    },
};

/** What needs no bundling. */
function writeRest() {
    copyFiles(root, dist);
    const { messages, catalogues, faults } = translationsOf(root);
    // Cockpit 287's shell translates its menu from a page's po.js, newer ones from po.manifest.js.
    const page = messages.filter(message => users.page(message) || users.manifest(message));
    const manifest = messages.filter(users.manifest);
    for (const catalogue of catalogues) {
        writeFileSync(join(dist, `po.${catalogue.language}.js`), cockpitScript(catalogue, page));
        writeFileSync(join(dist, `po.manifest.${catalogue.language}.js`), cockpitScript(catalogue, manifest));
    }
    return faults;
}

/** Cockpit serves a .gz in place of the plain file, and wants only one of them. */
function compress() {
    for (const name of readdirSync(dist).filter(name => /\.(?:js|css)$/.test(name))) {
        writeFileSync(join(dist, `${name}.gz`), gzipSync(readFileSync(join(dist, name)), { level: 9 }));
        rmSync(join(dist, name));
    }
}

function sizes() {
    return ["index.js.gz", "index.css.gz", "api.js.gz"].map(name => ({ name, bytes: statSync(join(dist, name)).size }));
}

const kilobytes = bytes => `${Math.ceil(bytes / 1024)} KB`;

function report(faults) {
    if (!production) {
        const note = faults.length ? `; ${faults.length} texts need a translator (npm run po-check)` : "";
        console.log(`Built dist/ for development${note}.`);
        return;
    }
    console.log(`Built dist/: ${sizes().map(({ name, bytes }) => `${name} ${kilobytes(bytes)}`).join(", ")}.`);
    for (const { name, bytes } of sizes()) {
        if (bytes > (budget[name] ?? Infinity)) {
            console.error(`${name} may have ${kilobytes(budget[name])} only.`);
            process.exitCode = 1;
        }
    }
}

const distPlugin = {
    name: "dist",
    setup(build) {
        build.onEnd(({ errors }) => {
            if (errors.length)
                return;
            const faults = writeRest();
            if (production)
                compress();
            report(faults);
        });
    },
};

const options = {
    absWorkingDir: root,
    bundle: true,
    format: "iife",
    // PatternFly 6.6 styles forms, tables and menus by :has(), which came last to Firefox 121 (2023); subgrid came last
    // to Chrome 117 (2023). build/targets.test.js and eslint keep newer things out.
    target: ["chrome117", "firefox121", "safari16.4"],
    outdir: dist,
    define: { "process.env.NODE_ENV": JSON.stringify(production ? "production" : "development") },
    inject: [join(root, "build", "without-eval.js")],
    external: ["../../static/*"],
    minify: production,
    sourcemap: production ? false : "linked",
    charset: "utf8",
    logLimit: 0,
    plugins: [cockpitPlugin, cataloguesPlugin, patternflyPlugin, shellPlugin, zodPlugin],
};

/** The page, and what other pages load: each must be whole by itself. */
const builds = [
    { ...options, entryPoints: ["src/api.ts"], globalName: "appmanage" },
    { ...options, entryPoints: ["src/index.tsx"], plugins: [...options.plugins, distPlugin] },
];

if (production) {
    const { faults } = translationsOf(root);
    if (faults.length) {
        console.error(faults.join("\n"));
        process.exit(1);
    }
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);

try {
    if (watch) {
        for (const build of builds)
            await (await esbuild.context(build)).watch();
        console.log("Watching; Ctrl+C ends it.");
    } else {
        for (const build of builds)
            await esbuild.build(build);
    }
} catch (error) {
    // esbuild has printed what is wrong.
    if (!("errors" in error))
        console.error(error.message);
    process.exitCode = 1;
}
