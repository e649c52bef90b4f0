// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * The language of the document is that of its texts: the one that this project has a translation for, else English.
 * Cockpit's shell sets its own on every frame, and would have English read out in German, and turned around in Hebrew.
 */
import cockpit from "cockpit";
import { intlLanguage } from "../words/quantity";

/** From now on, whatever else sets it. Returns what ends it. */
export function keepLanguage(root = document.documentElement): () => void {
    const apply = (): void => {
        const dir = cockpit.language_direction || "ltr";
        // Setting what is there already would be another change.
        if (root.lang !== intlLanguage())
            root.lang = intlLanguage();
        if (root.dir !== dir)
            root.dir = dir;
    };
    const observer = new MutationObserver(apply);
    observer.observe(root, { attributeFilter: ["lang", "dir"] });
    apply();
    return () => observer.disconnect();
}
