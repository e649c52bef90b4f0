// SPDX-License-Identifier: LGPL-2.1-or-later
/** Tags of the apps that stand for other images by now: asked by hand, or once a day. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button";
import { Checkbox } from "@patternfly/react-core/dist/esm/components/Checkbox";
import { Skeleton } from "@patternfly/react-core/dist/esm/components/Skeleton";
import cockpit from "cockpit";
import type { ImageReport } from "../../api/image-schemas";
import type { AppOverview } from "../../apps/status/overview";
import { isAtWork } from "../../jobs/job";
import { FailureAlert } from "../parts/failure-alert";
import { Notice } from "../parts/notice";
import { dateTime } from "../words/quantity";
import { NewImageRow } from "./new-image-row";
import "./updates.css";
import { useImages, type Images } from "./use-images";

const _ = cockpit.gettext;

export function NewImages({ apps }: { apps: readonly AppOverview[] }) {
    const images = useImages(apps.map(({ record, job }) => `${record.app_id} ${isAtWork(job)}`).join(", "));
    return (
        <section className="am-new-images" aria-labelledby="new-images">
            <header className="am-new-images__head">
                <h2 id="new-images" className="am-heading">{_("New images")}</h2>
                <Button
                    variant="secondary"
                    size="sm"
                    isLoading={images.isChecking}
                    spinnerAriaValueText={_("Working")}
                    isAriaDisabled={images.isChecking}
                    onClick={images.check}
                >
                    {_("Check for new images")}
                </Button>
            </header>
            <p className="am-muted">
                {_("The image behind a tag can change while the version stays the same, for example with security fixes.")}
            </p>
            {images.failure !== undefined && <FailureAlert failure={images.failure} />}
            <Content images={images} apps={apps} />
        </section>
    );
}

function Content({ images, apps }: { images: Images, apps: readonly AppOverview[] }) {
    const { reading, isSetting, setDaily } = images;
    if (reading.is === "loading")
        return <Skeleton height="3rem" screenreaderText={_("Loading")} />;
    if (reading.is === "failed")
        return <Notice variant="warning" title={_("The last check can't be read.")}>{reading.detail}</Notice>;
    if ("Code" in reading.value)
        return <FailureAlert failure={reading.value} />;
    const report = reading.value;
    return (
        <>
            <Checkbox
                id="new-images-daily"
                label={_("Check once a day")}
                description={_("This server asks the registries, also while nobody is logged in.")}
                isChecked={report.daily}
                isDisabled={isSetting}
                onChange={(_event, isOn) => setDaily(isOn)}
            />
            <p role="status">
                {report.checked === null ? _("Not checked yet.") : cockpit.format(_("Last check: $0."), dateTime(report.checked))}
                {isAllCurrent(report) && ` ${_("No new images.")}`}
            </p>
            <Found report={report} apps={apps} />
        </>
    );
}

function isAllCurrent({ checked, images }: ImageReport): boolean {
    return checked !== null && images.every(({ outcome }) => outcome === "current");
}

function Found({ report: { checked, images }, apps }: { report: ImageReport, apps: readonly AppOverview[] }) {
    const rows = apps.flatMap(app => {
        const found = images.filter(({ app_id: id, outcome }) => id === app.record.app_id && outcome !== "current");
        return found.length === 0 ? [] : [<NewImageRow key={app.record.app_id} app={app} images={found} />];
    });
    return checked === null || rows.length === 0 ? null : <ul className="am-apps" aria-label={_("New images")}>{rows}</ul>;
}
