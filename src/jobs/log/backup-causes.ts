// SPDX-License-Identifier: LGPL-2.1-or-later
/** Why an app can't be backed up or restored. What happened, and what to do next. */
import { N_ } from "../translatable";

export const backupCauses = {
    "restic-missing": [
        N_("The package restic is not installed on this server."),
        N_("Install the package restic, then try again."),
    ],
    "restic-too-old": [
        N_("The version of restic on this server is too old."),
        N_("Install 0.14 or newer, then try again."),
    ],
    "place-unreachable": [
        N_("The place for backups can't be reached."),
        N_("Check the disk, the network and the credentials of the place, then try again."),
    ],
    "place-password": [
        N_("The password of the place for backups has changed."),
        N_("Remove the place, add it with its present password, and try again."),
    ],
    "place-locked": [
        N_("Someone else was using the place for backups."),
        N_("Wait until that has finished, then try again."),
    ],
    "place-full": [
        N_("There is no space left, here or at the place for backups."),
        N_("Free some, or choose the method \"stop\", which makes no copy on this server. Then try again."),
    ],
    "place-gone": [
        N_("There are no backups at this place any more: its repository is gone."),
        N_("Mount its disk again, or remove the place and add a new one."),
    ],
} as const;
