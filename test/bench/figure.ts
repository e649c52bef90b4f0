// SPDX-License-Identifier: LGPL-2.1-or-later
/** One line of the table: what was measured, against what, and whether it is within its bar. */
import { median, ratio, type Pair } from "./statistics";

export interface Figure {
    what: string;
    reference: string;
    /** Medians, with their unit; "" without a reference. */
    measured: string;
    measuredReference: string;
    value: number;
    unit: "times" | "ms" | "KB" | "processes" | "rounds" | "lists";
    bar: { atMost: number } | { atLeast: number };
    samples: number;
}

export function holds({ value, bar }: Figure): boolean {
    return "atMost" in bar ? value <= bar.atMost : value >= bar.atLeast;
}

export function milliseconds(value: number): string {
    return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}

export function ratioFigure(what: string, reference: string, pair: Pair, atMost: number): Figure {
    return {
        what,
        reference,
        measured: milliseconds(median(pair.subject)),
        measuredReference: milliseconds(median(pair.reference)),
        value: ratio(pair),
        unit: "times",
        bar: { atMost },
        samples: pair.subject.length,
    };
}

export function timeFigure(what: string, reference: string, samples: readonly number[], atMost: number): Figure {
    return {
        what,
        reference,
        measured: "",
        measuredReference: "",
        value: median(samples),
        unit: "ms",
        bar: { atMost },
        samples: samples.length,
    };
}

export function countFigure(what: string, unit: Figure["unit"], value: number, atMost: number): Figure {
    return { what, reference: "", measured: "", measuredReference: "", value, unit, bar: { atMost }, samples: 1 };
}

function inUnit(value: number, unit: Figure["unit"]): string {
    switch (unit) {
        case "times": return value.toFixed(value < 10 ? 2 : 0);
        case "ms": return milliseconds(value);
        case "KB": return `${Math.ceil(value)} KB`;
        case "processes":
        case "rounds":
        case "lists": return String(value);
    }
}

/** In Markdown, as the README has it. */
export function tableOf(figures: readonly Figure[]): string {
    const rows = figures.map(figure => {
        const { what, reference, measured, measuredReference, value, unit, bar } = figure;
        const limit = "atMost" in bar ? `≤ ${inUnit(bar.atMost, unit)}` : `≥ ${inUnit(bar.atLeast, unit)}`;
        return [
            what + (measured && `: ${measured}`),
            reference + (measuredReference && `: ${measuredReference}`),
            inUnit(value, unit) + (holds(figure) ? "" : " ✗"),
            limit,
        ];
    });
    return [["what", "reference", "figure", "bar"], ["---", "---", "--:", "--:"], ...rows]
        .map(cells => `| ${cells.join(" | ")} |`).join("\n");
}
