// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * A table whose rows become blocks with labeled lines on a phone, and are still read as a table: browsers forget the
 * roles of parts that are laid out as grids, so each says its own.
 */
import type { ReactNode } from "react";
import "./table.css";

interface TableProps {
    caption: string;
    heads: readonly string[];
    /** Rows. */
    children: ReactNode;
}

export function Table({ caption, heads, children }: TableProps) {
    return (
        <table className="am-table" role="table">
            <caption className="pf-v6-screen-reader">{caption}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    {heads.map(head => <th key={head} role="columnheader" scope="col">{head}</th>)}
                </tr>
            </thead>
            <tbody role="rowgroup">{children}</tbody>
        </table>
    );
}

export function Row({ children }: { children: ReactNode }) {
    return <tr role="row">{children}</tr>;
}

interface CellProps {
    /** The column's name, shown beside the cell on a phone; undefined where a cell needs none. */
    label?: string;
    dir?: "ltr";
    children: ReactNode;
}

/** What its row is about. */
export function RowHead({ label, children }: CellProps) {
    return <th role="rowheader" scope="row" data-label={label}>{children}</th>;
}

export function Cell({ label, dir, children }: CellProps) {
    return <td role="cell" data-label={label} dir={dir}>{children}</td>;
}
