// SPDX-License-Identifier: LGPL-2.1-or-later

/** A text that the browser saves as a file, as a click on a link would. It never leaves the browser. */
export function saveText(text: string, fileName: string): void {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
    link.download = fileName;
    document.body.append(link);
    link.click();
    link.remove();
    // The browser has it by then.
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
