// SPDX-License-Identifier: LGPL-2.1-or-later
import { shared } from "./shared";

interface Item { id: string, of: { value: number } }
const item = (id: string, value: number): Item => ({ id, of: { value } });
const keyOf = ({ id }: Item) => id;

it("keeps what is equal, and only that", () => {
    const last = [item("a", 1), item("b", 2)];
    const next = shared(last, [item("b", 2), item("a", 3), item("c", 4)], keyOf);
    expect(next).toEqual([item("b", 2), item("a", 3), item("c", 4)]);
    expect(next[0]).toBe(last[1]);
    expect(next[1]).not.toBe(last[0]);
});

it("keeps the whole where all of it is equal and in its order", () => {
    const last = [item("a", 1), item("b", 2)];
    expect(shared(last, [item("a", 1), item("b", 2)], keyOf)).toBe(last);
    expect(shared(last, [item("b", 2), item("a", 1)], keyOf)).not.toBe(last);
    expect(shared(last, [item("a", 1)], keyOf)).toEqual([item("a", 1)]);
});
