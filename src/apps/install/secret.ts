// SPDX-License-Identifier: LGPL-2.1-or-later
/** Fresh secrets, of characters that `.env`, compose, shells, URLs and databases all leave alone. */

const lower = "abcdefghijkmnopqrstuvwxyz";
const upper = "ABCDEFGHJKLMNPQRSTUVWXYZ";
const digits = "23456789";

/** `count` characters of `alphabet`, each as likely as the other, from the platform's cryptographic generator. */
export function randomText(alphabet: string, count: number): string {
    // Bytes beyond the last whole multiple of the alphabet would favour its first characters.
    const limit = 256 - 256 % alphabet.length;
    let text = "";
    while (text.length < count) {
        for (const byte of crypto.getRandomValues(new Uint8Array(count * 2))) {
            if (byte < limit && text.length < count)
                text += alphabet[byte % alphabet.length];
        }
    }
    return text;
}

/** 20 characters, 115 bits; a lower and an upper case letter, a digit and a hyphen, which rules of databases ask for. */
export function freshPassword(): string {
    return `${randomText(upper, 1)}${randomText(lower, 1)}${randomText(digits, 1)}-${randomText(lower + upper + digits, 16)}`;
}

/** Like the one it replaces: as long, and hexadecimal if that was. Some apps ask for just that. */
export function freshCode(old: string): string {
    const length = Math.min(Math.max(old.length, 8), 64);
    return randomText(/^[0-9a-f]+$/i.test(old) ? "0123456789abcdef" : `${lower}${digits}`, length);
}

/** Where an installation takes its secrets from. */
export interface Secrets {
    password(): string;
    /** Like the library's. */
    code(old: string): string;
}

/** For an installation that begins. */
export const freshSecrets: Secrets = { password: freshPassword, code: freshCode };

/** For a question: nothing that is asked has a secret in it. Nothing may be installed with these. */
export const placeholderSecrets: Secrets = {
    password: () => "Not-installed-234567",
    code: old => "0".repeat(freshCode(old).length),
};
