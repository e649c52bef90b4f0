// SPDX-License-Identifier: LGPL-2.1-or-later
/** The clipboard, on a secure connection and, as Cockpit is often reached, on a plain one. */

/** Whether it worked. */
export async function copyText(text: string): Promise<boolean> {
    if (window.isSecureContext) {
        try {
            await navigator.clipboard.writeText(text);
            return true;
        } catch {
            // The frame has no permission: the old way needs none.
        }
    }
    const field = document.createElement("textarea");
    field.value = text;
    field.setAttribute("readonly", "");
    field.className = "am-offstage";
    const focused = document.activeElement;
    // Inside of a dialog the focus can't leave it, so the field goes where the focus is.
    (focused?.parentElement ?? document.body).append(field);
    field.select();
    const worked = document.execCommand("copy");
    field.remove();
    if (focused instanceof HTMLElement)
        focused.focus();
    return worked;
}
