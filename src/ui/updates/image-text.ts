// SPDX-License-Identifier: LGPL-2.1-or-later
import cockpit from "cockpit";
import type { ImageState } from "../../apps/images/image-state";

const _ = cockpit.gettext;

/** What a check has found of an image; "" where there is nothing to say. */
export function imageText({ image, outcome, reason }: Pick<ImageState, "image" | "outcome" | "reason">): string {
    if (outcome === "moved")
        return cockpit.format(_("New image for $0"), image);
    switch (reason) {
    case null:
        return "";
    case "not-checked":
        return cockpit.format(_("Not known for $0: not checked since the app was started or changed"), image);
    case "not-pulled":
        return cockpit.format(_("Not known for $0: the image was not pulled from a registry"), image);
    case "no-answer":
        return cockpit.format(_("Not known for $0: the registry did not answer"), image);
    case "no-access":
        return cockpit.format(_("Not known for $0: the registry denied access"), image);
    case "no-tag":
        return cockpit.format(_("Not known for $0: the registry does not have this tag"), image);
    case "limited":
        return cockpit.format(_("Not known for $0: the registry takes no more requests for now"), image);
    }
}
