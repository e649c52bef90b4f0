// SPDX-License-Identifier: LGPL-2.1-or-later
// Which texts need a translation: those of `_()`, `N_()`, `C_()`, `ngettext()` and cockpit.gettext in the sources, and
// the manifest's.

import { readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";

/**
 * @typedef {object} Message
 * @property {string} context "" for none
 * @property {string} msgid
 * @property {string | undefined} plural
 * @property {string[]} references files, relative to the project
 * @property {string[]} notes for the translator
 */

/** What the arguments of a function mean, by their number. */
const functions = {
    _: { 1: ["msgid"], 2: ["context", "msgid"] },
    N_: { 1: ["msgid"] },
    gettext: { 1: ["msgid"], 2: ["context", "msgid"] },
    C_: { 2: ["context", "msgid"] },
    ngettext: { 3: ["msgid", "plural"], 4: ["context", "msgid", "plural"] },
};

/** As gettext's JavaScript keys do: the context, U+0004, the message. */
export function keyOf({ context, msgid }) {
    return context ? `${context}\u0004${msgid}` : msgid;
}

/** Joins what is said twice. @param {Message[]} messages @returns {Message[]} in order of their first appearance */
export function joined(messages) {
    const byKey = new Map();
    for (const message of messages) {
        const known = byKey.get(keyOf(message));
        if (!known) {
            byKey.set(keyOf(message), { ...message, references: [...message.references], notes: [...message.notes] });
            continue;
        }
        known.plural ??= message.plural;
        known.references = [...new Set([...known.references, ...message.references])];
        known.notes = [...new Set([...known.notes, ...message.notes])];
    }
    return [...byKey.values()];
}

function nameOf(callee) {
    if (ts.isIdentifier(callee))
        return callee.text;
    return ts.isPropertyAccessExpression(callee) ? callee.name.text : undefined;
}

/** A text the translator sees exactly as written: pieces put together at run time have no translation. */
function literalOf(node) {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node))
        return node.text;
    return undefined;
}

function isPutTogether(node) {
    return ts.isTemplateExpression(node) || ts.isBinaryExpression(node);
}

/** `Translators: …` in a comment on the line of the call, or right above it. */
function notesAbove(lines, line) {
    for (const text of [lines[line], lines[line - 1]]) {
        const note = /(?:\/\/|\/\*)\s*Translators:\s*(.*?)\s*(?:\*\/|$)/.exec(text ?? "");
        if (note?.[1])
            return [note[1]];
    }
    return [];
}

/** @returns {{ messages: Message[], mistakes: string[] }} */
export function messagesOfSource(file, text) {
    const kind = file.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, kind);
    const lines = text.split("\n");
    const messages = [];
    const mistakes = [];

    function visit(node) {
        ts.forEachChild(node, visit);
        if (!ts.isCallExpression(node))
            return;
        const name = nameOf(node.expression);
        const meaning = name !== undefined && Object.hasOwn(functions, name) && functions[name][node.arguments.length];
        if (!meaning)
            return;
        const { line } = source.getLineAndCharacterOfPosition(node.getStart());
        const notes = notesAbove(lines, line);
        const message = { context: "", msgid: "", plural: undefined, references: [file], notes };
        for (const [index, part] of meaning.entries()) {
            const argument = node.arguments[index];
            const literal = literalOf(argument);
            if (literal === undefined) {
                if (isPutTogether(argument))
                    mistakes.push(`${file}:${line + 1}: ${name}() needs one plain text, with $0 for what varies`);
                return;
            }
            message[part] = literal;
        }
        if (message.msgid)
            messages.push(message);
    }

    visit(source);
    return { messages, mistakes };
}

/** Labels and keywords, which the shell shows and searches in the user's language. @returns {Message[]} */
export function messagesOfManifest(file, manifest) {
    const messages = [];
    const add = msgid => messages.push({ context: "", msgid, plural: undefined, references: [file], notes: [] });
    for (const section of ["menu", "tools", "dashboard"]) {
        for (const entry of Object.values(manifest[section] ?? {})) {
            if (entry.label)
                add(entry.label);
            for (const { matches, translate } of entry.keywords ?? [])
                if (translate !== false)
                    matches.forEach(add);
            for (const { label } of entry.docs ?? [])
                add(label);
        }
    }
    return messages;
}

function sourcesUnder(folder) {
    return readdirSync(folder, { withFileTypes: true, recursive: true })
        .filter(entry => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.(test|d)\.tsx?$/.test(entry.name))
        .map(entry => join(entry.parentPath ?? entry.path, entry.name))
        .sort();
}

/** All texts of the project in `root`. @returns {{ messages: Message[], mistakes: string[] }} */
export function messagesOfProject(root) {
    const manifest = JSON.parse(readFileSync(join(root, "manifest.json"), "utf8"));
    const found = sourcesUnder(join(root, "src"))
        .map(path => messagesOfSource(relative(root, path), readFileSync(path, "utf8")));
    const ofSources = found.flatMap(({ messages }) => messages);
    return {
        messages: joined([...ofSources, ...messagesOfManifest("manifest.json", manifest)]),
        mistakes: found.flatMap(({ mistakes }) => mistakes),
    };
}

const isManifest = reference => reference === "manifest.json";
// What can go wrong with a job is known below the page, and said by it.
const isPage = reference => /^src\/(?:ui|jobs)\//.test(reference) || reference === "src/index.tsx";

const isDoors = reference => reference.startsWith("src/doors/");
const isJobs = reference => reference.startsWith("src/jobs/");
const isCore = reference => !isManifest(reference) && !isPage(reference) && !isDoors(reference);

/**
 * Who asks for a message: Cockpit's shell, the page by Cockpit's language, the interface by the request's language. The
 * command line and the HTTP interface say what the interface and the jobs say, and more.
 */
export const users = {
    manifest: message => message.references.some(isManifest),
    page: message => message.references.some(isPage),
    core: message => message.references.some(isCore),
    doors: message => message.references.some(reference => isCore(reference) || isDoors(reference) || isJobs(reference)),
};
