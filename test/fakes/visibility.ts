// SPDX-License-Identifier: LGPL-2.1-or-later
/** A page that a test hides and shows. */
import type { Visibility } from "../../src/apps/visibility";

export class FakePage implements Visibility {
    hidden = false;
    #listeners = new Set<() => void>();
    isHidden = () => this.hidden;
    subscribe = (changed: () => void) => {
        this.#listeners.add(changed);
        return () => void this.#listeners.delete(changed);
    };

    hide(hidden: boolean) {
        this.hidden = hidden;
        this.#listeners.forEach(changed => { changed(); });
    }
}
