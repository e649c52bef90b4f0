// SPDX-License-Identifier: LGPL-2.1-or-later
/** Administrative access that comes and goes as a test wants it. */
import type { Superuser } from "../../src/ui/page/superuser";

export class FakeSuperuser implements Superuser {
    #listeners = new Set<() => void>();

    constructor(public current: boolean | null) {}

    allowed = () => this.current;

    subscribe = (changed: () => void) => {
        this.#listeners.add(changed);
        return () => void this.#listeners.delete(changed);
    };

    become(current: boolean | null) {
        this.current = current;
        this.#listeners.forEach(changed => changed());
    }
}

export const admin = new FakeSuperuser(true);
