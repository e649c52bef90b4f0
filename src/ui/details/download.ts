// SPDX-License-Identifier: LGPL-2.1-or-later
/** What a program prints as a file for the browser to save, by Cockpit's external channels. */
import cockpit from "cockpit";

/** The address is good for the session that it was made in. */
function addressOf(argv: readonly string[], fileName: string): string {
    const name = fileName.replace(/[^\w.-]/g, "_");
    const options = {
        payload: "stream",
        binary: "raw",
        spawn: argv,
        superuser: "require",
        environ: ["LC_ALL=C.UTF-8"],
        ...(cockpit.transport.host !== "localhost" && { host: cockpit.transport.host }),
        external: {
            "content-disposition": `attachment; filename="${name}"`,
            "content-type": "text/plain; charset=utf-8",
        },
    };
    // btoa takes no other characters.
    const json = JSON.stringify(options)
            .replace(/[^ -~]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
    const { pathname } = new URL(cockpit.transport.uri(`channel/${cockpit.transport.csrf_token}`));
    return `${pathname}?${btoa(json)}`;
}

/** As a click on a link would. */
export function download(argv: readonly string[], fileName: string): void {
    const link = document.createElement("a");
    link.href = addressOf(argv, fileName);
    link.download = "";
    document.body.append(link);
    link.click();
    link.remove();
}
