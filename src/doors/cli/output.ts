// SPDX-License-Identifier: LGPL-2.1-or-later
/** An answer's data as JSON, as YAML, or as a table for people. */
import { plainText } from "../../jobs/log/log-text";

export const formats = ["table", "json", "yaml"] as const;
export type Format = (typeof formats)[number];

export type Row = Readonly<Record<string, string>>;

/** What others wrote, on one line and without a word to the terminal. */
export function printable(text: string): string {
    return plainText(text).replace(/[\u0080-\u009f]/g, "").replace(/\s+/g, " ");
}

/** Columns under their names in capitals; the widths are those of the widest cells. "" without rows. */
export function table(rows: readonly Row[]): string {
    const columns = Object.keys(rows[0] ?? {});
    if (columns.length === 0)
        return "";
    const cells = [
        columns.map(name => name.toUpperCase()),
        ...rows.map(row => columns.map(name => printable(row[name] ?? "") || "-")),
    ];
    const widths = columns.map((_name, at) => Math.max(...cells.map(line => line[at]?.length ?? 0)));
    return cells.map(line => `${line.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join("  ").trimEnd()}\n`).join("");
}

function cell(value: unknown): string {
    return typeof value === "string" ? value : JSON.stringify(value) ?? "";
}

/** Any data, for people: a list of objects as a table, an object as one line for each member. */
export function tableOf(data: unknown): string {
    if (Array.isArray(data))
        return table(data.map(cellsOf));
    const lines = Object.entries(cellsOf(data));
    const width = Math.max(0, ...lines.map(([name]) => name.length));
    return lines.map(([name, value]) => `${`${name}:`.padEnd(width + 1)} ${printable(value)}`.trimEnd() + "\n").join("");
}

function cellsOf(item: unknown): Row {
    if (typeof item !== "object" || item === null)
        return { value: cell(item) };
    return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, cell(value)]));
}

export async function formatted(
    data: unknown, format: Format, toTable: (data: unknown) => string = tableOf,
): Promise<string> {
    switch (format) {
    case "json":
        return `${JSON.stringify(data, null, 2)}\n`;
    case "yaml":
        return (await import("js-yaml")).dump(data, { lineWidth: -1, noRefs: true });
    case "table":
        return toTable(data);
    }
}
