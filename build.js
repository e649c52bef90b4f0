// SPDX-License-Identifier: LGPL-2.1-or-later
// Builds dist/, a folder ready to be a Cockpit package, and dist-api/, programs for Node. NODE_ENV=production: minified,
// compressed, complete in every language. --watch: again at every change.

import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import esbuild from "esbuild";
import { apiTypes } from "./build/api-types.js";
import { builtPlugin } from "./build/evaluated.js";
import { clearDoors, doorBuilds, writeDoorFiles } from "./build/doors.js";
import { copiedFiles, copyFiles } from "./build/files.js";
import { firstLoad, partNames, removeOldParts } from "./build/first-load.js";
import { shippedLicenses } from "./build/licenses.js";
import { users } from "./build/messages.js";
import { patternflyPlugin } from "./build/patternfly.js";
import { catalogueExpression, cockpitScript, poFiles, translationsOf } from "./build/po.js";
import { shellPlugin } from "./build/shell.js";

const root = import.meta.dirname;
const dist = join(root, "dist");
const production = process.env.NODE_ENV === "production";
const watch = process.argv.includes("--watch");

/**
 * What may be loaded at first on its way to the browser, in bytes: by the page, and by another page until it has the answer
 * of AppStatus or AppList.
 */
const budget = { script: 220 * 1024, style: 60 * 1024, api: 40 * 1024 };

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

/** `isWanted` tells which messages. */
const cataloguesPlugin = isWanted => ({
    name: "po:catalogues",
    setup(build) {
        build.onResolve({ filter: /^po:catalogues$/ }, ({ path }) => ({ path, namespace: "po" }));
        build.onLoad({ filter: /.*/, namespace: "po" }, () => {
            const { messages, catalogues } = translationsOf(root);
            const expression = catalogueExpression(catalogues, messages.filter(isWanted));
            return { contents: `export default ${expression};`, ...unimported() };
        });
    },
});

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

const gzipped = names => names.reduce((sum, name) => sum + statSync(join(dist, `${name}.gz`)).size, 0);

const kilobytes = bytes => `${Math.ceil(bytes / 1024)} KB`;

const allOf = outputs => Object.keys(outputs).map(path => basename(path));

/** Outputs of the interface for other pages, which is built first. */
let apiOutputs = {};

function report(faults, outputs) {
    if (!production) {
        const note = faults.length ? `; ${faults.length} texts need a translator (npm run po-check)` : "";
        console.log(`Built dist/ for development${note}.`);
        return;
    }
    const script = gzipped(firstLoad(outputs, "dist/index.js"));
    const style = gzipped(["index.css"]);
    const api = gzipped(["api.js", ...firstLoad(apiOutputs, "dist/api-call.js")]);
    const [ofPage, ofApi] = [gzipped(allOf(outputs)), gzipped(["api.js", ...allOf(apiOutputs)])];
    console.log(`Built dist/: the page opens with ${kilobytes(script)} of script, of ${kilobytes(ofPage)} in all, and `
        + `${kilobytes(style)} of style; api.js has ${kilobytes(gzipped(["api.js"]))}, loads ${kilobytes(api)} for AppList, `
        + `${kilobytes(ofApi)} in all.`);
    for (const [what, bytes] of Object.entries({ script, style, api })) {
        if (bytes > budget[what]) {
            console.error(`Too much is loaded at first: ${kilobytes(budget[what])} of ${what} are the limit.`);
            process.exitCode = 1;
        }
    }
}

/** Of every build: what went into its outputs. */
const metafiles = [];

const metafilePlugin = {
    name: "metafile",
    setup(build) {
        build.onEnd(({ metafile }) => { metafiles.push(metafile); });
    },
};

const distPlugin = {
    name: "dist",
    setup(build) {
        build.onEnd(async ({ errors, metafile }) => {
            if (errors.length)
                return;
            removeOldParts(dist, metafile.outputs, partNames.page);
            const faults = writeRest();
            writeFileSync(join(dist, "api.d.ts"), await apiTypes(root));
            if (production) {
                writeFileSync(join(dist, "LICENSES.txt"), shippedLicenses(root, metafiles));
                compress();
            }
            report(faults, metafile.outputs);
        });
    },
};

const apiPlugin = {
    name: "api",
    setup(build) {
        build.onEnd(({ errors, metafile }) => {
            if (errors.length)
                return;
            removeOldParts(dist, metafile.outputs, partNames.api);
            apiOutputs = metafile.outputs;
        });
    },
};

/** One style sheet for all views: parts would each want their own, and no view's rules may change with what came before. */
const stylePlugin = {
    name: "style",
    setup(build) {
        build.onEnd(({ outputFiles = [] }) => {
            for (const { path, contents } of outputFiles) {
                if (/\.css(?:\.map)?$/.test(path))
                    writeFileSync(path, contents);
            }
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
    external: ["../../static/*"],
    minify: production,
    sourcemap: production ? false : "linked",
    charset: "utf8",
    logLimit: 0,
    metafile: true,
    plugins: [cockpitPlugin, cataloguesPlugin(users.core), shellPlugin, metafilePlugin],
};

const doorsPlugin = {
    name: "doors",
    setup(build) {
        build.onEnd(({ errors, metafile }) => {
            if (!errors.length)
                writeDoorFiles(root, metafile);
        });
    },
};

const page = { ...options, entryPoints: ["src/index.tsx"] };
const inParts = { format: "esm", splitting: true };

/** What other pages load, which is a classic script, and what it loads; the page's style; its script. */
const builds = [
    { ...options, entryPoints: ["src/api.ts"], external: ["./api-call.js"] },
    {
        ...options,
        ...inParts,
        entryPoints: ["src/api-call.ts"],
        chunkNames: partNames.api,
        plugins: [...options.plugins, apiPlugin],
    },
    { ...page, write: false, plugins: [...options.plugins, patternflyPlugin, stylePlugin] },
    {
        ...page,
        ...inParts,
        chunkNames: partNames.page,
        loader: { ".css": "empty" },
        plugins: [...options.plugins, distPlugin],
    },
    doorBuilds(root, { ...options, plugins: [cataloguesPlugin(users.doors), builtPlugin(root), shellPlugin, doorsPlugin] }),
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
clearDoors(root);

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
    // esbuild has printed what is wrong, but not what goes wrong after its own work.
    const late = error.errors?.filter(({ pluginName }) => [distPlugin.name, doorsPlugin.name].includes(pluginName))
        .map(({ text }) => text);
    for (const text of late ?? [error.message])
        console.error(text);
    process.exitCode = 1;
}
