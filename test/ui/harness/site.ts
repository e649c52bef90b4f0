// SPDX-License-Identifier: LGPL-2.1-or-later
/** Serves the page on a host that is made up, for a browser without Cockpit. */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { build } from "esbuild";
import { po } from "gettext-parser";

export interface Site {
    url: string;
    close(): void;
}

/** The page's script and style, with Cockpit's library and the fonts' addresses replaced. */
async function bundle(root: string, folder: string): Promise<Map<string, string>> {
    const { outputFiles } = await build({
        absWorkingDir: root,
        entryPoints: [join(folder, "page.tsx")],
        alias: { "cockpit": join(root, folder, "cockpit.ts"), "po:catalogues": join(root, folder, "catalogues.ts") },
        bundle: true,
        write: false,
        outdir: "/",
        loader: { ".woff2": "empty", ".sh": "text" },
        external: ["../../static/*", "./assets/*"],
        define: { "process.env.NODE_ENV": "\"development\"" },
    });
    // Fonts are Cockpit's.
    return new Map(outputFiles.map(({ path, text }) => [path, text.replaceAll(/@font-face\s*\{[^}]*\}/g, "")]));
}

async function catalogue(file: string): Promise<Record<string, string[]>> {
    const { translations } = po.parse(await readFile(file));
    return Object.fromEntries(Object.entries(translations).flatMap(([context, messages]) =>
        Object.values(messages)
                .filter(({ msgid, msgstr }) => msgid !== "" && msgstr[0] !== "")
                .map(({ msgid, msgstr }) => [context === "" ? msgid : `${context}\u0004${msgid}`, msgstr])));
}

function pageOf(messages: Record<string, string[]>): string {
    return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>App Store</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="page.css">
</head>
<body class="pf-v6-m-tabular-nums">
<div id="app"></div>
<script type="application/json" id="catalogue">${JSON.stringify(messages).replaceAll("<", "\\u003c")}</script>
<script src="page.js"></script>
</body>
</html>`;
}

export async function openSite(root: string): Promise<Site> {
    const files = await bundle(root, "test/ui/harness");
    files.set("/", pageOf(await catalogue(join(root, "po", "zh_CN.po"))));
    const types: Record<string, string> = { ".js": "text/javascript", ".css": "text/css" };

    const server = createServer((request, response) => {
        const { pathname } = new URL(request.url ?? "/", "http://x");
        // Pictures of the style sheets are nothing to look at here.
        const text = files.get(pathname) ?? "";
        response.writeHead(text === "" ? 204 : 200, {
            "Content-Type": `${types[/\.\w+$/.exec(pathname)?.[0] ?? ""] ?? "text/html"}; charset=utf-8`,
        });
        response.end(text);
    });
    await new Promise<void>(resolve => {
        server.listen(0, "127.0.0.1", resolve);
    });
    const { port } = server.address() as AddressInfo;
    return { url: `http://127.0.0.1:${port}/`, close: () => void server.close() };
}
