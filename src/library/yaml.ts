// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * YAML as Compose's parser, go-yaml, takes it. Text that go-yaml may take for something else, or that no compose file
 * needs, is refused: what is read here is what Compose is going to read.
 */
import { COLLECTION_STYLE, EVENT_ID, SCALAR_STYLE, YAMLException, getScalarValue, parseEvents, type Event } from "js-yaml";

export type YamlNode =
    | { kind: "scalar", text: string }
    | { kind: "sequence", items: YamlNode[] }
    /** Merge keys are pairs like others; a key can be there twice. */
    | { kind: "mapping", pairs: { key: string, value: YamlNode }[] };

/** An alias is the very node that it stands for: a tree can contain itself. `unclear` says in English where and why. */
export type YamlRead = { documents: YamlNode[] } | { unclear: string };

/** To go-yaml an indented document marker is plain text, the next three are line breaks, and the last is skipped. */
const foreignSigns = /^[ \t]+(?:---|\.\.\.)|[\u0085\u2028\u2029\uFEFF]/;
/** Any other may stand for another text, as `!!binary` does, or may come to mean something to Compose. */
const plainTags: ReadonlySet<string> = new Set([
    "!", "!!str", "!!int", "!!float", "!!bool", "!!null", "!!map", "!!seq", "!reset", "!override",
]);
/** Signs that can begin a node. The largest of some 100 real files has 1,100. */
const nodeSigns = /[\n,:[{?-]/g;
const mostSigns = 10_000;
/** Characters, for lines that are too far out: the text is read again for each. */
const mostRead = 2_000_000;
/** No compose file is further in. */
const padding = " ".repeat(100);

class Unclear extends Error {
    constructor(readonly at: number, readonly reason: string) {
        super(reason);
    }
}

export async function readYaml(text: string): Promise<YamlRead> {
    let source = text.replace(/^\uFEFF/, "");
    try {
        refuseForeign(source);
        const read = await parsed(source);
        source = read.source;
        return { documents: documentsOf(read) };
    } catch (error) {
        if (error instanceof YAMLException)
            return { unclear: `line ${(error.mark?.line ?? 0) + 1}: ${error.reason}` };
        if (error instanceof Unclear)
            return { unclear: `line ${source.slice(0, error.at).split("\n").length}: ${error.reason}` };
        throw error;
    }
}

function refuseForeign(source: string): void {
    const foreign = foreignSigns.exec(source);
    if (foreign)
        throw new Unclear(foreign.index, JSON.stringify(foreign[0]));
    let signs = 0;
    for (const { index } of source.matchAll(nodeSigns)) {
        if (++signs > mostSigns)
            throw new Unclear(index, "too many values");
    }
}

/**
 * To go-yaml lines between braces and in quotes may begin anywhere, as a "]" does below its key; this parser wants them
 * further in. It says where, and spaces mean nothing there.
 */
async function parsed(text: string): Promise<{ source: string, events: Event[] }> {
    let source = text;
    for (let left = mostRead; ;) {
        try {
            return { source, events: parseEvents(source, {}) };
        } catch (error) {
            const isTooFarOut = error instanceof YAMLException && error.reason === "deficient indentation";
            const at = isTooFarOut ? error.mark?.position : undefined;
            const before = source.slice(0, at);
            const line = Math.max(before.lastIndexOf("\n"), before.lastIndexOf("\r")) + 1;
            const indentation = before.slice(line);
            left -= before.length;
            // A tab elsewhere on the line is not a matter of where the line begins.
            if (at === undefined || left < 0 || indentation.startsWith(padding) || /[^ \t]/.test(indentation))
                throw error;
            source = before.slice(0, line) + padding + source.slice(line);
        }
        // What is new to read may take as long again.
        await new Promise(resolve => { setTimeout(resolve); });
    }
}

/** What is open, which takes the nodes within one after the other. */
interface Open { add: (node: YamlNode, at: number) => void, isFlow: boolean }

function documentsOf({ source, events }: { source: string, events: Event[] }): YamlNode[] {
    const documents: YamlNode[] = [];
    const anchors = new Map<string, YamlNode>();
    const open: Open[] = [];
    for (const event of events) {
        if (event.type === EVENT_ID.DOCUMENT) {
            if (event.directives.some(({ kind }) => kind === "tag"))
                throw new Unclear(0, "%TAG");
            open.push({
                isFlow: false,
                add: (node, at) => {
                    // Go-yaml ends a text without indentation earlier.
                    if (node.kind === "scalar" && node.text !== "")
                        throw new Unclear(at, "not a mapping");
                    documents.push(node);
                },
            });
            continue;
        }
        if (event.type === EVENT_ID.POP) {
            open.pop();
            continue;
        }
        const anchor = event.anchorStart < 0 ? undefined : source.slice(event.anchorStart, event.anchorEnd);
        if (anchor !== undefined && !/^[\w-]+$/.test(anchor))
            throw new Unclear(event.anchorStart, `anchor ${anchor}`);
        if (event.type === EVENT_ID.ALIAS) {
            const node = anchors.get(anchor ?? "");
            if (!node)
                throw new Unclear(event.anchorStart, `unknown anchor ${anchor}`);
            open.at(-1)?.add(node, event.anchorStart);
            continue;
        }
        refuseAmbiguous(source, event, open.at(-1)?.isFlow ?? false);
        const node: YamlNode = event.type === EVENT_ID.SCALAR ? { kind: "scalar", text: getScalarValue(source, event) }
            : event.type === EVENT_ID.SEQUENCE ? { kind: "sequence", items: [] } : { kind: "mapping", pairs: [] };
        // Within itself, too, it is what its anchor stands for.
        if (anchor !== undefined)
            anchors.set(anchor, node);
        open.at(-1)?.add(node, "start" in event ? event.start : event.valueStart);
        const isFlow = event.style === COLLECTION_STYLE.FLOW;
        if (node.kind === "sequence")
            open.push({ isFlow, add: item => node.items.push(item) });
        else if (node.kind === "mapping")
            open.push({ isFlow, add: pairsInto(node.pairs) });
    }
    return documents;
}

/**
 * A tag that is not plain, and what go-yaml reads in another way: a blank line after an escaped line end, and between braces
 * a sign without a space.
 */
function refuseAmbiguous(source: string, event: Extract<Event, { tagStart: number }>, isFlow: boolean): void {
    if (event.tagStart >= 0) {
        const tag = source.slice(event.tagStart, event.tagEnd);
        if (!plainTags.has(tag) || /[,[\]{}]/.test(source[event.tagEnd] ?? ""))
            throw new Unclear(event.tagStart, `tag ${tag}`);
    }
    if (event.type !== EVENT_ID.SCALAR || event.valueStart < 0)
        return;
    if (event.style === SCALAR_STYLE.DOUBLE_QUOTED &&
        /\\(?:\r\n?|\n)[ \t]*[\r\n]/.test(source.slice(event.valueStart, event.valueEnd)))
        throw new Unclear(event.valueStart, "a blank line after an escaped line end");
    if (!isFlow || event.style !== SCALAR_STYLE.PLAIN)
        return;
    const colon = /\s*:[,[\]{}]/y;
    colon.lastIndex = event.valueEnd;
    if (/[?:]/.test(source[event.valueStart] ?? "") || colon.test(source))
        throw new Unclear(event.valueStart, "a space is missing");
}

function pairsInto(pairs: Extract<YamlNode, { kind: "mapping" }>["pairs"]): Open["add"] {
    let key: string | undefined;
    return (node, at) => {
        if (key !== undefined) {
            pairs.push({ key, value: node });
            key = undefined;
        } else if (node.kind === "scalar") {
            key = node.text;
        } else {
            throw new Unclear(at, "a key that is not text");
        }
    };
}
