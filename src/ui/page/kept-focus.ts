// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * When an action takes away its own button, or the whole row, the focus would fall back to the document and the next key
 * begin at its top. It moves to what is in that place now.
 */

interface Place {
    element: Element;
    app: string;
    /** Among the rows, -1 elsewhere. */
    row: number;
}

const rows = ".am-app[data-app]";
/** Also the header of an app's page, libraries, places, schedules, and empty states. */
const scopes = `${rows}, .am-title[data-app], .am-library, .am-place, .am-schedules, .am-face`;

function all(selector: string): HTMLElement[] {
    return [...document.querySelectorAll<HTMLElement>(selector)];
}

function isInDialog(target: EventTarget | null): boolean {
    return target instanceof Element && target.closest("[role=dialog]") !== null;
}

function placeOf(element: Element): Place | undefined {
    const scope = element.closest<HTMLElement>(scopes);
    return scope === null
        ? undefined
        : { element, app: scope.dataset.app ?? "", row: all(rows).indexOf(scope) };
}

/** The next thing to do with the app, else its name; where the app is gone its neighbour's name, else the heading. */
function successorOf({ app, row }: Place): HTMLElement | null {
    const own = all(scopes).find(scope => scope.dataset.app === app);
    const heading = document.querySelector<HTMLElement>("main h1");
    if (own !== undefined)
        return own.querySelector<HTMLElement>(".am-buttons button:enabled") ?? own.querySelector("a") ?? heading;
    const left = all(rows);
    const neighbour = row < 0 ? undefined : left[Math.min(row, left.length - 1)];
    return neighbour?.querySelector<HTMLElement>("a, button:enabled") ?? heading;
}

/** Returns what ends it. */
export function keepFocus(): () => void {
    let place: Place | undefined;

    const note = ({ target }: FocusEvent): void => {
        // What a dialog has is the dialog's; when it closes, the place before it counts.
        if (target instanceof Element && !isInDialog(target))
            place = placeOf(target);
    };
    // A click on empty space clears the focus on purpose.
    const forget = ({ target }: PointerEvent): void => {
        if (!isInDialog(target))
            place = undefined;
    };
    const look = (): void => {
        const { activeElement } = document;
        const isLost = activeElement === null || activeElement === document.body;
        if (place === undefined || place.element.isConnected || !isLost || !document.hasFocus())
            return;
        const successor = successorOf(place);
        place = undefined;
        if (successor?.matches("h1"))
            successor.setAttribute("tabindex", "-1");
        successor?.focus();
    };

    const observer = new MutationObserver(look);
    observer.observe(document.body, { childList: true, subtree: true });
    document.addEventListener("focusin", note);
    document.addEventListener("pointerdown", forget, { capture: true });
    return () => {
        observer.disconnect();
        document.removeEventListener("focusin", note);
        document.removeEventListener("pointerdown", forget, { capture: true });
    };
}
