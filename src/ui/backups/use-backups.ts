// SPDX-License-Identifier: LGPL-2.1-or-later
/** Places, schedules and backups, each read for itself: a place that is slow to answer holds up only its own backups. */
import { useCallback, useState } from "react";
import type { Backup, Schedule } from "../../apps/backup/place";
import { askBackups, askPlaces, askSchedules, newestFirst, type PlaceState, type Told } from "../app/backup-answers";
import { usePage } from "../page/page-context";
import { useReading, type Reading } from "../parts/use-reading";
import { placeProblemText } from "../words/backup-words";

/** A place whose backups are not listed, and why. */
export interface Unlisted {
    place: string;
    message: string;
    detail: string;
}

export interface Listed {
    backups: Backup[];
    unlisted: Unlisted[];
}

export interface BackupsState {
    places: Reading<Told<PlaceState[]>>;
    schedules: Reading<Told<Schedule[]>>;
    backups: Reading<Listed | undefined>;
    readAgain(): void;
}

/** `working` changes when a backup begins or ends. */
export function useBackups(working: string): BackupsState {
    const { manager } = usePage();
    const [reads, setReads] = useState(0);
    const readAgain = useCallback(() => setReads(count => count + 1), []);
    const places = useReading(useCallback(() => {
        void [reads, working];
        return askPlaces(manager);
    }, [manager, reads, working]));
    const schedules = useReading(useCallback(() => {
        void [reads, working];
        return askSchedules(manager);
    }, [manager, reads, working]));
    const known = places.is === "read" && places.value.is === "told" ? places.value.value : undefined;
    const backups = useReading(useCallback(async (): Promise<Listed | undefined> => {
        const answers = known && await Promise.all(known.map(async place => ({ place, answer: await listOf(manager, place) })));
        return answers && {
            backups: newestFirst(answers.flatMap(({ answer }) => Array.isArray(answer) ? answer : [])),
            unlisted: answers.flatMap(({ answer }) => Array.isArray(answer) ? [] : [answer]),
        };
    }, [manager, known]));
    return { places, schedules, backups, readAgain };
}

/** What can't be reached is not asked a second time. */
async function listOf(
    manager: Parameters<typeof askBackups>[0], { place, problem }: PlaceState,
): Promise<Backup[] | Unlisted> {
    if (problem !== null)
        return { place, message: placeProblemText(problem), detail: "" };
    const answer = await askBackups(manager, { place });
    return answer.is === "told"
        ? answer.value
        : { place, message: answer.failure.Message, detail: answer.failure.Detail ?? "" };
}
