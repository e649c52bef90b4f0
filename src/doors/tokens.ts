// SPDX-License-Identifier: LGPL-2.1-or-later
/** Bearer tokens for the HTTP interface over TCP. The file has their hashes only, and is root's. */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { chmod, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import * as z from "../machine/zod";

export const tokenFile = "/etc/appmanage/tokens.json";

const stored = z.object({
    version: z.literal(1),
    tokens: z.array(z.object({
        name: z.string(),
        /** SHA-256 in hex. A token is 256 random bits: there is nothing to guess that a slow hash would protect. */
        sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
        /** RFC 3339. */
        created: z.string(),
    })),
});

type Stored = z.infer<typeof stored>;
export type Token = Stored["tokens"][number];

export type TokenProblem = "bad-name" | "taken" | "not-found" | "damaged";

export class TokenError extends Error {
    override readonly name = "TokenError";
    constructor(readonly problem: TokenProblem, message: string) {
        super(message);
    }
}

function hasCode(error: unknown, code: string): boolean {
    return typeof error === "object" && error !== null && "code" in error && error.code === code;
}

const sha256 = (token: string) => createHash("sha256").update(token).digest("hex");

async function read(file: string): Promise<Stored> {
    let text: string;
    try {
        text = await readFile(file, "utf8");
    } catch (error) {
        if (hasCode(error, "ENOENT"))
            return { version: 1, tokens: [] };
        throw error;
    }
    try {
        return stored.parse(JSON.parse(text));
    } catch {
        throw new TokenError("damaged", `${file}: not a list of tokens`);
    }
}

/** Replaces the whole file. Two who change it at once: the second waits for no lock, and fails. */
async function change(file: string, changed: (tokens: readonly Token[]) => Token[]): Promise<void> {
    const folder = dirname(file);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const draft = `${file}.new`;
    let handle;
    try {
        handle = await open(draft, "wx", 0o600);
    } catch (error) {
        throw hasCode(error, "EEXIST")
            ? new TokenError("taken", `${draft} exists: another change is in progress, or was interrupted; then delete it`) : error;
    }
    try {
        const tokens = changed((await read(file)).tokens);
        await handle.writeFile(`${JSON.stringify({ version: 1, tokens } satisfies Stored, null, 4)}\n`);
        await handle.sync();
        await chmod(draft, 0o600);
        await rename(draft, file);
    } catch (error) {
        await rm(draft, { force: true });
        throw error;
    } finally {
        await handle.close();
    }
}

/** The token, which is told this once. */
export async function addToken(name: string, file = tokenFile): Promise<string> {
    if (!/^[a-z0-9][a-z0-9._-]{0,39}$/.test(name))
        throw new TokenError("bad-name", `${name}: a name has up to 40 lowercase letters, digits, dots, hyphens and underscores`);
    const token = `appmanage_${randomBytes(32).toString("base64url")}`;
    await change(file, tokens => {
        if (tokens.some(one => one.name === name))
            throw new TokenError("taken", `${name}: a token of this name exists`);
        return [...tokens, { name, sha256: sha256(token), created: new Date().toISOString() }];
    });
    return token;
}

export async function listTokens(file = tokenFile): Promise<Token[]> {
    return (await read(file)).tokens;
}

export async function revokeToken(name: string, file = tokenFile): Promise<void> {
    await change(file, tokens => {
        if (!tokens.some(one => one.name === name))
            throw new TokenError("not-found", `${name}: there is no such token`);
        return tokens.filter(one => one.name !== name);
    });
}

/** The name of a token that is sent as `Authorization: Bearer`; undefined if the token is unknown. */
export async function tokenName(authorization: string | undefined, file = tokenFile): Promise<string | undefined> {
    const token = /^Bearer ([\w-]{1,200})$/i.exec(authorization ?? "")?.[1];
    if (token === undefined)
        return undefined;
    const hash = Buffer.from(sha256(token), "hex");
    return (await read(file)).tokens.find(one => timingSafeEqual(Buffer.from(one.sha256, "hex"), hash))?.name;
}
