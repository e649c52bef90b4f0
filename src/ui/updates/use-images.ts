// SPDX-License-Identifier: LGPL-2.1-or-later
/** What the last check for new images has found, and a new one. */
import { useCallback, useState } from "react";
import type { ImageReport } from "../../api/image-schemas";
import { askImages } from "../app/image-answers";
import type { Failure } from "../ask";
import { usePage } from "../page/page-context";
import { useOperation } from "../page/use-operation";
import { useReading, type Reading } from "../parts/use-reading";

export interface Images {
    reading: Reading<ImageReport | Failure>;
    isChecking: boolean;
    /** A change of the schedule is under way. */
    isSetting: boolean;
    /** Why the last check, or change of the schedule, failed. */
    failure: Failure | undefined;
    check(): void;
    setDaily(isOn: boolean): void;
}

/** `working` changes when a job begins or ends: the apps may run other images then. */
export function useImages(working: string): Images {
    const { manager } = usePage();
    const [reads, setReads] = useState(0);
    const checking = useOperation();
    const setting = useOperation();
    const reading = useReading(useCallback(() => {
        void [reads, working];
        return askImages(manager);
    }, [manager, reads, working]));
    const readAgain = () => setReads(count => count + 1);
    return {
        reading,
        isChecking: checking.busy,
        isSetting: setting.busy,
        failure: checking.failure ?? setting.failure,
        check: () => void checking.run("ImageCheck", {}, readAgain),
        setDaily: isOn => void setting.run("ImageSchedule", { daily: isOn }, readAgain),
    };
}
