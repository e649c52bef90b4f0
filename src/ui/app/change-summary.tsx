// SPDX-License-Identifier: LGPL-2.1-or-later
/** What a change of an app would do, said before it is done. */
import cockpit from "cockpit";
import type { ChangePreview } from "../../api/change-preview";
import { Notice } from "../parts/notice";
import { capacity, duration, list } from "../words/quantity";

const _ = cockpit.gettext;

export function ChangeSummary({ preview }: { preview: ChangePreview }) {
    const { version, images, new_images: tags, settings, recreated, saves, unsaved, free_bytes: free } = preview;
    const lines = [
        ...version.old === version.new ? [] : [fromTo(_("Version"), version.old, version.new)],
        ...images.filter(image => image.old !== image.new).map(image => fromTo(image.service, image.old, image.new)),
        ...(tags ?? []).flatMap(tagText),
        ...settings.map(setting => fromTo(setting.key, setting.old, setting.new)),
        recreated.length > 0 && cockpit.format(_("Containers to recreate: $0."), list(recreated)),
        saves !== undefined && savesText(saves, free),
        saves === undefined && _("The app is stopped until its containers have started again. No data is copied."),
        unsaved.length > 0 && cockpit.format(_("Not copied, and not brought back if you go back: $0."), list(unsaved)),
    ].filter(line => line !== false);
    return (
        <Notice variant="info" title={_("This is what changes")} spoken>
            <ul className="am-list">{lines.map(line => <li key={line}>{line}</li>)}</ul>
            {tags !== undefined && (
                <p>
                    {_("What is in a new image is not known beforehand: a database may have another major version.")}
                </p>
            )}
            <p>
                {_("If the app does not become ready, the change is undone automatically. You can also go back for seven days.")}
            </p>
        </Notice>
    );
}

function savesText({ bytes, seconds }: NonNullable<ChangePreview["saves"]>, free: number): string {
    if (bytes === null)
        return _("The data is copied first. Its size is not known; the app is stopped until it is copied.");
    return seconds === null
        ? cockpit.format(
            _("The data is copied first: $0, with $1 free. The app is stopped until it is copied."),
            capacity(bytes), capacity(free))
        : cockpit.format(
            _("The data is copied first: $0, with $1 free. The app is stopped for about $2 until it is copied."),
            capacity(bytes), capacity(free), duration(seconds));
}

function tagText({ service, image, outcome }: NonNullable<ChangePreview["new_images"]>[number]): string[] {
    switch (outcome) {
    case "moved":
        return [cockpit.format(_("$0: new image for $1"), service, image)];
    case "unknown":
        return [cockpit.format(_("$0: not known whether there is a new image for $1"), service, image)];
    case "current":
        return [];
    }
}

/** Of a secret neither is shown. */
function fromTo(what: string, before: string | null, after: string | null): string {
    if (before === null && after === null)
        return cockpit.format(_("$0: a new value"), what);
    return cockpit.format(_("$0: $1 → $2"), what, before || "–", after || "–");
}
