// SPDX-License-Identifier: LGPL-2.1-or-later
/** Where the command line is used: its streams, its environment, its user. */
export interface Terminal {
    print(text: string): void;
    /** On standard error. */
    complain(text: string): void;
    /** Standard output is one for people. */
    isForPeople: boolean;
    hasColors: boolean;
    /** Columns; only where it is for people. */
    width: number;
    /** Whether a question can be answered; false without a terminal. */
    canAsk: boolean;
    ask(question: string): Promise<string>;
    /** What is typed is not shown. */
    askSecret(question: string): Promise<string>;
    readInput(): Promise<string>;
    isRoot: boolean;
    /** Of messages, in any spelling; never blank. */
    language: string;
}

/** By the rules of setlocale(3). */
export function languageOf(environment: Readonly<Record<string, string | undefined>>): string {
    const { LC_ALL, LC_MESSAGES, LANG } = environment;
    const locale = LC_ALL || LC_MESSAGES || LANG || "C";
    return /^(C|POSIX)($|\.)/.test(locale) ? "en" : locale;
}

export function processTerminal(): Terminal {
    const { stdin, stdout, stderr, env } = process;
    const isForPeople = stdout.isTTY === true;
    return {
        print: text => { stdout.write(text); },
        complain: text => { stderr.write(text); },
        isForPeople,
        hasColors: isForPeople && !env.NO_COLOR && env.TERM !== "dumb",
        width: stdout.columns ?? 80,
        canAsk: stdin.isTTY === true && stderr.isTTY === true,
        ask: async question => {
            const { createInterface } = await import("node:readline/promises");
            const questions = createInterface({ input: stdin, output: stderr });
            try {
                return await questions.question(question);
            } finally {
                questions.close();
            }
        },
        askSecret: async question => {
            const [{ createInterface }, { Writable }] = await Promise.all([
                import("node:readline/promises"), import("node:stream"),
            ]);
            stderr.write(question);
            const nowhere = new Writable({ write: (_chunk, _encoding, done) => { done(); } });
            const questions = createInterface({ input: stdin, output: nowhere, terminal: true });
            // The terminal is in raw mode: Ctrl-C is no signal.
            questions.once("SIGINT", () => process.exit(130));
            try {
                return await questions.question("");
            } finally {
                questions.close();
                stderr.write("\n");
            }
        },
        readInput: async () => (await import("node:stream/consumers")).text(stdin),
        isRoot: process.getuid?.() === 0,
        language: languageOf(env),
    };
}
