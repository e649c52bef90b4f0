// SPDX-License-Identifier: LGPL-2.1-or-later
/** The script that works for an app, whole: it is copied into the job's folder and needs nothing of this package. */
import composeEnv from "../docker/compose-env.sh";
import composeFiles from "../docker/compose-files.sh";
import confined from "../docker/confined.sh";
import { joined } from "../machine/script";
import allowed from "./run/allowed.sh";
import backup from "./run/backup.sh";
import belongings from "./run/belongings.sh";
import change from "./run/change.sh";
import create from "./run/create.sh";
import detach from "./run/detach.sh";
import engine from "./run/engine.sh";
import files from "./run/files.sh";
import head from "./run/head.sh";
import images from "./run/images.sh";
import install from "./run/install.sh";
import job from "./run/job.sh";
import main from "./run/main.sh";
import places from "./run/places.sh";
import ready from "./run/ready.sh";
import restic from "./run/restic.sh";
import restore from "./run/restore.sh";
import undo from "./run/undo.sh";
import uninstall from "./run/uninstall.sh";

export const runScript = joined(
    head, files, confined, composeEnv, composeFiles, detach, engine, job, places, allowed, images, create, ready, install,
    belongings, uninstall, undo, change, restic, backup, restore, main);
