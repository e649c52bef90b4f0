// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * Why an app's containers do not start: its mounts, services, definition.
 * What happened, and what to do next; `$0` and `$1` stand for the arguments of the cause.
 */
import { N_ } from "./translatable";

export const appCauses = {
    "bind-source-missing": [
        N_("The app wants to use $0 of this server, which does not exist."),
        N_("Create it, or correct the path in the compose file. Then try again."),
    ],
    "mount-kind": [
        N_("A file of this server is mounted where the app has a folder, or the other way round."),
        N_("Docker makes an empty folder of a missing file. Remove that folder, put the file there, and try again."),
    ],
    "mount-denied": [
        N_("Docker may not mount $0 into the app."),
        N_("Share that path with containers, or remove the mount from the compose file. Then try again."),
    ],
    "volume-missing": [
        N_("The volume $0 does not exist."),
        N_("Create it with docker volume create, or restore it from a backup. Then try again."),
    ],
    "volume-mount": [
        N_("The volume at $0 could not be mounted."),
        N_("For a network volume, check its server and that nfs-common or the like is installed. Then try again."),
    ],
    "plugin-missing": [
        N_("The app needs the Docker plugin $0, which is not installed."),
        N_("Install the plugin, or choose another driver in the compose file. Then try again."),
    ],
    "device-missing": [
        N_("The app needs the device $0, which this server does not have."),
        N_("Connect the device or load its driver, or remove it from the compose file. Then try again."),
    ],
    "gpu-missing": [
        N_("The app needs a graphics processor, and Docker on this server has none to offer."),
        N_("Install the graphics driver and NVIDIA's container toolkit, restart Docker, and try again."),
    ],
    "runtime-missing": [
        N_("The app needs the container runtime $0, which Docker on this server does not have."),
        N_("Install the runtime and name it in /etc/docker/daemon.json, restart Docker, and try again."),
    ],
    "health-check-failing": [
        N_("The container $0 runs, but its health check fails."),
        N_("Its log usually tells the cause: often a wrong setting or too little memory. Then try again."),
    ],
    "health-check-missing": [
        N_("Another service waits until the container $0 is healthy, but it has no health check."),
        N_("Add a health check to that service in the compose file, or wait for its start only."),
    ],
    "one-shot-failing": [
        N_("The task $0, which prepares the app, failed with code $1."),
        N_("Its log usually tells the cause. When that is fixed, try again."),
    ],
    "service-ended": [
        N_("The container $0, which others wait for, ended with code $1."),
        N_("Its log usually tells the cause. When that is fixed, try again."),
    ],
    "not-answering": [
        N_("The app was started, but nothing answers at its port $0."),
        N_("It may need more time, or its log tells what it waits for. When that is fixed, try again."),
    ],
    "program-missing": [
        N_("A container could not start its program $0: it is not in the image, or cannot be run."),
        N_("Correct command or entrypoint in the compose file, or choose another version of the app."),
    ],
    "user-missing": [
        N_("The image has no user or group $0, as whom the app is to run."),
        N_("Correct the user in the compose file; a number always works."),
    ],
    "resource-limits": [
        N_("The app asks for processors or memory in a way that this server cannot give."),
        N_("Correct the limits in the compose file to what this server has, then try again."),
    ],
    "kernel-setting": [
        N_("The app wants to change the kernel setting $0, which a container may not."),
        N_("Set it for the whole server with sysctl instead, and remove it from the compose file."),
    ],
    "right-refused": [
        N_("The app asks for a right that this server does not give to containers."),
        N_("Remove the right named below from the compose file, or allow it on this server. Then try again."),
    ],
    "container-missing": [
        N_("The app relies on the container $0, which does not exist."),
        N_("Start that container first, or correct its name in the compose file."),
    ],
    "container-start": [
        N_("Docker could not start one of the app's containers."),
        N_("The lines below are Docker's own words. When the cause is fixed, try again."),
    ],
    "compose-file-invalid": [
        N_("The app's compose file is not valid."),
        N_("Correct what the lines below name, or choose another version of the app."),
    ],
    "compose-feature-unknown": [
        N_("The app's compose file uses “$0”, which this version of Docker Compose does not know."),
        N_("Update Docker Compose. If the word is a slip of the pen, correct it in the compose file."),
    ],
    "variable-missing": [
        N_("The variable $0 has no value, and the app needs one."),
        N_("Set it in the app's settings, then try again."),
    ],
    "env-file-missing": [
        N_("The file with the app's settings, $0, does not exist."),
        N_("Create it or correct its name in the compose file, then try again."),
    ],
    "env-file-invalid": [
        N_("The file with the app's settings cannot be read: it breaks off or has a line that is none."),
        N_("Correct the line that is named below, then try again."),
    ],
    "file-missing": [
        N_("The file $0, which belongs to the app's definition, does not exist."),
        N_("Put the file there, or correct its name in the compose file. Then try again."),
    ],
    "folder-missing": [
        N_("The folder of the app is gone."),
        N_("Uninstall the app and install it again."),
    ],
    unknown: [
        N_("The work failed, and the cause is not one of those known here."),
        N_("The lines below are the last that Docker printed. When the cause is fixed, try again."),
    ],
} as const;
