// SPDX-License-Identifier: LGPL-2.1-or-later
/** A page that can be killed, with the processes that it has started; those in a session of their own survive. */
import { MachineError, type Machine } from "../../src/machine/machine";

export interface Mortal {
    machine: Machine;
    kill(): Promise<void>;
    isDead(): boolean;
}

/** Each process has a group of its own, whose number is in a file while it works. */
const leader = 'echo "$$" >"$0"; "$@"; code=$?; rm -f "$0"; exit "$code"';
const killing = 'for file; do read -r group <"$file" && kill -9 -- "-$group"; rm -f "$file"; done 2>/dev/null; true';

let pages = 0;

export function mortal(host: Machine): Mortal {
    const place = `/tmp/mortal-${process.pid}-${++pages}-`;
    const running = new Set<string>();
    let dead = false;
    let started = 0;
    let die: () => void = () => undefined;
    const death = new Promise<never>((_resolve, reject) => {
        die = () => { reject(new MachineError("disconnected", "the page was killed")); };
    });
    death.catch(() => undefined);
    const unlessDead = <T>(work: () => Promise<T>): Promise<T> =>
        dead ? Promise.reject(new MachineError("disconnected", "the page was killed")) : Promise.race([work(), death]);
    const machine: Machine = {
        ...host,
        run: (argv, options) => unlessDead(async () => {
            const file = `${place}${++started}`;
            running.add(file);
            const result = await host.run(["setsid", "-w", "sh", "-c", leader, file, ...argv], options);
            running.delete(file);
            return result;
        }),
        read: path => unlessDead(() => host.read(path)),
        request: (socket, request) => unlessDead(() => host.request(socket, request)),
    };
    return {
        machine,
        isDead: () => dead,
        async kill() {
            dead = true;
            die();
            await host.run(["sh", "-c", killing, "kill", ...running]);
        },
    };
}
