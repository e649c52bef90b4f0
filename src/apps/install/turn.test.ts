// SPDX-License-Identifier: LGPL-2.1-or-later
import { FakeMachine } from "../../../test/fakes/machine";
import { inTurn } from "./turn";

it("does one after the other, whatever becomes of each", async () => {
    const machine = new FakeMachine();
    const course: string[] = [];
    const work = (name: string, milliseconds: number) => inTurn(machine, async () => {
        course.push(`${name} begins`);
        await new Promise(resolve => setTimeout(resolve, milliseconds));
        course.push(`${name} ends`);
        if (name === "second")
            throw new Error(name);
        return name;
    });
    const all = await Promise.allSettled([work("first", 20), work("second", 10), work("third", 0)]);
    expect(all.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(course).toEqual(["first begins", "first ends", "second begins", "second ends", "third begins", "third ends"]);
    machine.remove();
});
