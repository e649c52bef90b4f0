// SPDX-License-Identifier: LGPL-2.1-or-later
/** A large library: copies of the apps that ship, each with a name and title of its own, until there are enough. */
import { cp, readFile, readdir, writeFile } from "node:fs/promises";
import * as z from "zod";
import { dataFolder } from "../../../src/apps/paths";
import { shippedLibrary } from "./host";

const described = z.looseObject({ name: z.string(), title: z.record(z.string(), z.string()) });
const beginnings = "Al Bor Cu Dan El Fir Gol Hu In Jas Ky Lum Mo Nex Or Pa".split(" ");
const ends = "bridge cast desk flow hub kit log mail note path stack wiki yard".split(" ");

/** Different for all numbers below 208; beyond, the copied app's own title tells two of them apart. */
function word(at: number): string {
    return `${beginnings[at % beginnings.length] ?? ""}${ends[at % ends.length] ?? ""}`;
}

export async function growLibrary(count: number): Promise<void> {
    const shipped = await readdir(shippedLibrary);
    for (let at = shipped.length; at < count; at++) {
        const model = shipped[at % shipped.length] ?? "";
        const folder = `${dataFolder}/library/apps/${model}${at}`;
        await cp(`${shippedLibrary}/${model}`, folder, { recursive: true });
        const file = `${folder}/variables.json`;
        const app = described.parse(JSON.parse(await readFile(file, "utf8")));
        const title = Object.fromEntries(
            Object.entries(app.title).map(([language, text]) => [language, `${word(at)} ${text}`]));
        await writeFile(file, JSON.stringify({ ...app, name: `${app.name}${at}`, title }, null, 2));
    }
}
