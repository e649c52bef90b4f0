// SPDX-License-Identifier: LGPL-2.1-or-later
/** How far a pull is: a bar, bytes, speed, and time left; nothing invented where sizes are unknown. */
import cockpit from "cockpit";
import type { Pace } from "../../jobs/log/pace";
import type { Progress } from "../../jobs/log/progress";
import { capacity, capacityPerSecond, duration, number, percent } from "../words/quantity";

const _ = cockpit.gettext;

interface PullProgressProps {
    progress: Progress;
    pace: Pace | undefined;
    /** The app's, for those who hear the bar without seeing its row. */
    name: string;
}

export function PullProgress({ progress, pace, name }: PullProgressProps) {
    return (
        <Bar
            progress={progress}
            label={cockpit.format(_("Pulling the images of $0"), name)}
            value={bytesText(progress)}
            text={pullText(progress, pace)}
        />
    );
}

/** Of a backup, whose size is known from the start. */
export function UploadProgress({ progress, pace, name }: PullProgressProps) {
    const value = bytesText(progress);
    return (
        <Bar
            progress={progress}
            label={cockpit.format(_("Uploading the backup of $0"), name)}
            value={value}
            text={[value, ...paceTexts(pace)].join(" · ")}
        />
    );
}

interface BarProps {
    progress: Progress;
    label: string;
    /** For those who hear it. */
    value: string;
    text: string;
}

function Bar({ progress: { done, total, complete }, label, value, text }: BarProps) {
    const share = complete && total > 0 ? Math.min(1, done / total) : undefined;
    return (
        <span className="am-pull">
            <span
                className={share === undefined ? "am-bar am-bar--unknown" : "am-bar"}
                role="progressbar"
                aria-label={label}
                aria-valuemin={0}
                aria-valuemax={100}
                {...(share !== undefined && { "aria-valuenow": Math.floor(share * 100) })}
                aria-valuetext={value}
            >
                <span className="am-bar__fill" style={{ inlineSize: `${100 * (share ?? 0.3)}%` }} />
            </span>
            {share !== undefined && <span className="am-pull__percent">{percent(Math.floor(share * 100) / 100)}</span>}
            <span className="am-pull__text">{text}</span>
        </span>
    );
}

function bytesText({ done, total, complete, layers, layersDone }: Progress): string {
    if (total === 0) {
        return layers === 0
            ? _("Asking the registry")
            : cockpit.format(
                cockpit.ngettext("$0 of $1 layer", "$0 of $1 layers", layers), number(layersDone), number(layers));
    }
    return cockpit.format(
        complete ? _("$0 of $1") : _("$0 of at least $1"), capacity(done), capacity(total));
}

/** Bytes, speed and time left, as far as they are known. */
export function pullText(progress: Progress, pace: Pace | undefined): string {
    const isWhole = progress.complete && progress.done >= progress.total;
    return [
        bytesText(progress),
        ...(isWhole ? [_("unpacking")] : paceTexts(pace)),
    ].join(" · ");
}

function paceTexts(pace: Pace | undefined): string[] {
    if (pace === undefined || pace.bytesPerSecond < 1)
        return [];
    const speed = capacityPerSecond(pace.bytesPerSecond);
    return pace.secondsLeft === undefined
        ? [speed]
        : [speed, cockpit.format(_("about $0 left"), duration(pace.secondsLeft))];
}
