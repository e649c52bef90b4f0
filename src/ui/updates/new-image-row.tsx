// SPDX-License-Identifier: LGPL-2.1-or-later
/** An app with tags that stand for other images by now, or of which that is not known. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button";
import cockpit from "cockpit";
import { useId } from "react";
import type { ImageState } from "../../apps/images/image-state";
import type { AppOverview } from "../../apps/status/overview";
import { ChangeDialog } from "../app/change-dialog";
import { AppLogo } from "../app/logo";
import { StatusLabel } from "../app/status-label";
import { UpdateStep } from "../app/update-step";
import { usePage } from "../page/page-context";
import { hrefOf } from "../route";
import { isUpdating } from "../words/status-word";
import { imageText } from "./image-text";
import { notNow } from "./not-now";

const _ = cockpit.gettext;

interface NewImageRowProps {
    app: AppOverview;
    images: readonly ImageState[];
}

export function NewImageRow({ app, images }: NewImageRowProps) {
    const { dialogs } = usePage();
    const id = useId();
    const { record } = app;
    const name = record.customer_name;
    const reason = notNow(app);
    // Services of an app may run the same image.
    const texts = [...new Set(images.map(imageText))];
    return (
        <li className="am-app" data-app={record.app_id}>
            <AppLogo record={record} />
            <a className="am-app__name" href={hrefOf({ view: "app", id: record.app_id, tab: "overview" })}>{name}</a>
            <StatusLabel app={app} />
            <div className="am-app__news">
                {texts.map(text => <div key={text}>{text}</div>)}
                {isUpdating(app)
                    ? <UpdateStep app={app} />
                    : <span id={id} className="am-muted">{images.some(isMoved) && reason}</span>}
            </div>
            <span className="am-app__version">{record.trade_mark} <span dir="ltr">{record.version}</span></span>
            <span className="am-buttons">
                {images.some(isMoved) && (
                    <Button
                        variant="secondary"
                        size="sm"
                        aria-label={cockpit.format(_("Update the images of $0"), name)}
                        aria-describedby={id}
                        isAriaDisabled={reason !== ""}
                        onClick={() => dialogs.show(<ChangeDialog app={app} newImages />)}
                    >
                        {_("Update")}
                    </Button>
                )}
            </span>
        </li>
    );
}

function isMoved({ outcome }: ImageState): boolean {
    return outcome === "moved";
}
