// SPDX-License-Identifier: LGPL-2.1-or-later
// What the bundler (build.js) and jest (jest.config.js) let a source import besides TypeScript.

declare module "*.css";

/** The text of a shell script. */
declare module "*.sh" {
    const text: string;
    export default text;
}

/** A shell's completion of the command line, as text. */
declare module "*.bash" {
    const text: string;
    export default text;
}
declare module "*.zsh" {
    const text: string;
    export default text;
}
declare module "*.fish" {
    const text: string;
    export default text;
}

/**
 * Translations of the messages below src/ui, in every language of po/: the interface answers in the language of the
 * request, whatever Cockpit's is. Filled by build/po.js.
 */
declare module "po:catalogues" {
    export interface Catalogue {
        /** Which of the forms of a message is for `n`. */
        pluralForms: (n: number) => number;
        /** By msgid, or context + "\u0004" + msgid; a message without plural has one form. */
        messages: Record<string, string[]>;
    }
    /** By gettext's name of the language: "zh_CN". English is not among them. */
    const catalogues: Record<string, Catalogue>;
    export default catalogues;
}
