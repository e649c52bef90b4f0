// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * Why an app's containers do not start: its mounts, services, definition.
 * What happened, and what to do next; `$0` and `$1` stand for the arguments of the cause.
 */
import { N_ } from "../translatable";

export const appCauses = {
    "bind-source-missing": [
        N_("The app mounts $0 of this server, which does not exist."),
        N_("Create it, or correct the path in the compose file. Then try again."),
    ],
    "mount-kind": [
        N_("The app mounts a file over a directory, or a directory over a file."),
        N_("Docker creates an empty directory if a file is missing. Replace it with the file, then try again."),
    ],
    "mount-point": [
        N_("Docker could not create the mount point $0."),
        N_("Create it yourself, or correct the path in the compose file. Then try again."),
    ],
    "mount-denied": [
        N_("Docker is not allowed to mount $0 into the app."),
        N_("Share that path with containers, or remove the mount from the compose file. Then try again."),
    ],
    "volume-missing": [
        N_("The volume $0 does not exist."),
        N_("Create it with \"docker volume create\", or restore it from a backup. Then try again."),
    ],
    "volume-mount": [
        N_("The volume at $0 could not be mounted."),
        N_("For a network volume, check its server and that nfs-common or cifs-utils is installed. Then try again."),
    ],
    "plugin-missing": [
        N_("The app requires the Docker plugin $0, which is not installed or not running."),
        N_("Install the plugin, or choose another driver in the compose file. Then try again."),
    ],
    "log-driver": [
        N_("Docker could not set up logging for the container."),
        N_("Check the log server, or change the logging settings in the compose file. Then try again."),
    ],
    "device-missing": [
        N_("The app requires the device $0, which this server does not have."),
        N_("Connect the device or load its driver, or remove it from the compose file. Then try again."),
    ],
    "gpu-missing": [
        N_("The app requires a GPU, but none is available to Docker on this server."),
        N_("Install the GPU driver and its container toolkit, restart Docker, and try again."),
    ],
    "runtime-missing": [
        N_("The app requires the container runtime $0, which is not configured in Docker."),
        N_("Install the runtime and add it to /etc/docker/daemon.json, restart Docker, and try again."),
    ],
    "swarm-missing": [
        N_("The app requires a Docker swarm, but this server is not part of one."),
        N_("Run \"docker swarm init\", or remove overlay networks and other swarm settings from the compose file."),
    ],
    "health-check-failing": [
        N_("The container $0 is running, but its health check fails."),
        N_("See the container's log: often a setting is wrong or memory is short. Then try again."),
    ],
    "health-check-missing": [
        N_("Another service waits until the container $0 is healthy, but it has no health check."),
        N_("Add a health check to that service in the compose file, or wait only until it is started."),
    ],
    "one-shot-failing": [
        N_("The one-time task $0 failed (exit code $1)."),
        N_("See the task's log for the cause. Fix it, then try again."),
    ],
    "service-ended": [
        N_("The container $0, which other services depend on, exited with code $1."),
        N_("See the container's log for the cause. Fix it, then try again."),
    ],
    "not-answering": [
        N_("The app was started, but does not respond on port $0."),
        N_("It may need more time. Otherwise see its log for the cause, fix it, and try again."),
    ],
    "program-missing": [
        N_("A container could not start its program $0: it is not in the image, or not executable."),
        N_("Correct command or entrypoint in the compose file, or choose another version of the app."),
    ],
    "workdir-missing": [
        N_("The working directory $0 does not exist in the image, or cannot be used."),
        N_("Correct working_dir in the compose file, or choose another version of the app."),
    ],
    "user-missing": [
        N_("The user or group $0, which the app should run as, does not exist in the image."),
        N_("Correct the user in the compose file. A numeric ID always works."),
    ],
    "resource-limits": [
        N_("The app's CPU or memory limits do not fit this server."),
        N_("Adjust the limits in the compose file to this server, then try again."),
    ],
    "kernel-setting": [
        N_("The app tries to change the kernel parameter $0, which is not allowed in a container."),
        N_("Set it for the whole server with sysctl, and remove it from the compose file."),
    ],
    "right-refused": [
        N_("The app requires a privilege that is not available to containers on this server."),
        N_("Remove the privilege named below from the compose file, or allow it on this server. Then try again."),
    ],
    "container-missing": [
        N_("The container $0 does not exist."),
        N_("Create it, or correct its name in the compose file. Then try again."),
    ],
    "container-stopped": [
        N_("The app depends on the container $0, which is not running."),
        N_("Start that container first, then try again. If it does not start, see its log."),
    ],
    "container-paused": [
        N_("A container of the app is paused."),
        N_("Resume it with \"docker unpause\", then try again."),
    ],
    "container-stuck": [
        N_("A container of the app cannot be stopped or removed."),
        N_("Wait a moment, then try again. If it fails again, restart Docker or the server."),
    ],
    "container-start": [
        N_("Docker could not start one of the app's containers."),
        N_("See Docker's message below. Fix the cause, then try again."),
    ],
    "compose-file-invalid": [
        N_("The app's compose file is not valid."),
        N_("Correct what is named below, or choose another version of the app."),
    ],
    "compose-feature-unknown": [
        N_("The app's compose file uses “$0”, which this version of Docker Compose does not support."),
        N_("Update Docker Compose. If it is a typo, correct it in the compose file."),
    ],
    "compose-variable": [
        N_("The variable $0 in the app's .env file conflicts with how this page runs Docker Compose."),
        N_("Remove it from the .env file, then try again."),
    ],
    "variable-missing": [
        N_("The required variable $0 has no value."),
        N_("Set it in the app's settings, then try again."),
    ],
    "env-file-missing": [
        N_("The app's settings file $0 does not exist."),
        N_("Create it, or correct its name in the compose file. Then try again."),
    ],
    "env-file-invalid": [
        N_("The app's settings file (.env) is invalid or incomplete."),
        N_("Correct the line named below, then try again."),
    ],
    "file-missing": [
        N_("The file $0, which the app's definition refers to, does not exist."),
        N_("Create it, or correct its name in the compose file. Then try again."),
    ],
    "folder-missing": [
        N_("The app's folder is missing."),
        N_("Uninstall the app, then install it again."),
    ],
    "definition-changed": [
        N_("The app's files have changed since they were allowed."),
        N_("Start or retry it to see the changes. Then allow them, or undo them in the app's folder."),
    ],
    unknown: [
        N_("The operation failed for an unknown reason."),
        N_("See the last lines of Docker's output below. Fix the cause, then try again."),
    ],
} as const;
