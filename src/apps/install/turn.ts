// SPDX-License-Identifier: LGPL-2.1-or-later
/** Work on one machine that is better done one after the other. */
import type { Machine } from "../../machine/machine";

const last = new WeakMap<Machine, Promise<unknown>>();

/** Begins when what was asked for before has ended, however it did. */
export function inTurn<T>(machine: Machine, work: () => Promise<T>): Promise<T> {
    const mine = (last.get(machine) ?? Promise.resolve()).then(work, work);
    last.set(machine, mine);
    return mine;
}
