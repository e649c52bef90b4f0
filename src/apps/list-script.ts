// SPDX-License-Identifier: LGPL-2.1-or-later
/** The script that lists what belongs to an app, whole: large, and only asked for when one is about to be uninstalled. */
import composeEnv from "../docker/compose-env.sh";
import composeFiles from "../docker/compose-files.sh";
import confined from "../docker/confined.sh";
import belongings from "../jobs/run/belongings.sh";
import list from "../jobs/run/list.sh";
import places from "../jobs/run/places.sh";
import { joined } from "../machine/script";

const head = "data=$1 id=$2 patience=$3\njobs=$data/jobs app=$data/apps/$id job=$data/jobs/$id";

export const listScript = joined(head, confined, composeEnv, composeFiles, places, belongings, list);
