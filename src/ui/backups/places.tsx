// SPDX-License-Identifier: LGPL-2.1-or-later
/** The places for backups: whether each can be reached, what it holds, and Remove. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button";
import CheckCircleIcon from "@patternfly/react-icons/dist/esm/icons/check-circle-icon";
import ExclamationCircleIcon from "@patternfly/react-icons/dist/esm/icons/exclamation-circle-icon";
import cockpit from "cockpit";
import type { Schedule } from "../../apps/backup/place";
import type { PlaceState } from "../app/backup-answers";
import { usePage } from "../page/page-context";
import { placeKindWord, placeProblemText } from "../words/backup-words";
import { capacity, dateTime } from "../words/quantity";
import { RemovePlaceDialog } from "./remove-place-dialog";

const _ = cockpit.gettext;

interface PlacesProps {
    places: readonly PlaceState[];
    schedules: readonly Schedule[];
    readAgain(): void;
}

export function Places({ places, schedules, readAgain }: PlacesProps) {
    return (
        <section className="am-section" aria-labelledby="backup-places">
            <h2 id="backup-places" className="am-heading">{_("Places")}</h2>
            <ul className="am-places">
                {places.map(place => (
                    <Place
                        key={place.place}
                        place={place}
                        isScheduled={schedules.some(schedule => schedule.place === place.place)}
                        readAgain={readAgain}
                    />
                ))}
            </ul>
        </section>
    );
}

interface PlaceProps extends Pick<PlacesProps, "readAgain"> {
    place: PlaceState;
    /** A schedule backs up to it. */
    isScheduled: boolean;
}

function Place({ place, isScheduled, readAgain }: PlaceProps) {
    const { dialogs } = usePage();
    const { place: name, kind, location, problem, size, last_success: last } = place;
    return (
        <li className="am-panel am-place">
            <div className="am-place__text">
                <h3 className="am-heading">{name}</h3>
                <p><code dir="ltr">{location}</code></p>
                <p className="am-muted">{placeKindWord(kind)}</p>
            </div>
            <div className="am-place__state">
                {problem === null
                    ? (
                        <span className="am-status am-status--running">
                            <span className="am-status__icon" aria-hidden="true"><CheckCircleIcon /></span>
                            {_("Reachable")}
                        </span>
                    )
                    : (
                        <span className="am-status am-status--error am-place__problem">
                            <span className="am-status__icon" aria-hidden="true"><ExclamationCircleIcon /></span>
                            {placeProblemText(problem)}
                        </span>
                    )}
                <p className="am-muted">
                    {[
                        ...size === null ? [] : [capacity(size)],
                        last !== null
                            ? cockpit.format(_("Last backup: $0"), dateTime(last))
                            : problem === null ? _("No backup yet") : _("Last backup: unknown"),
                    ].join(" · ")}
                </p>
            </div>
            <Button
                className="am-place__action"
                variant="secondary"
                size="sm"
                aria-label={cockpit.format(_("Remove the place $0"), name)}
                onClick={() => dialogs.show(<RemovePlaceDialog place={place} isScheduled={isScheduled} changed={readAgain} />)}
            >
                {_("Remove")}
            </Button>
        </li>
    );
}
