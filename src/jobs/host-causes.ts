// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * Why this server cannot do it: its disk, memory, Docker, ports and networks.
 * What happened, and what to do next; `$0` and `$1` stand for the arguments of the cause.
 */
import { N_ } from "./translatable";

export const hostCauses = {
    "disk-full": [
        N_("The disk of this server is full."),
        N_("Free some space: docker image prune removes images that nothing uses. Then try again."),
    ],
    "disk-quota": [
        N_("The disk quota for Docker's data is used up."),
        N_("Raise the quota or free some space, then try again."),
    ],
    "disk-read-only": [
        N_("A disk of this server cannot be written to: it is read-only."),
        N_("That often follows an error of the disk: check its health, mount it for writing, and try again."),
    ],
    "disk-error": [
        N_("A disk of this server does not work properly."),
        N_("Check the kernel's messages and the disk's health before anything else, and make sure there is a backup."),
    ],
    "out-of-memory": [
        N_("The memory of this server is used up."),
        N_("Stop apps that are not needed or give the server more memory, then try again."),
    ],
    "too-many-open-files": [
        N_("Too many files are open on this server."),
        N_("Raise the limit of open files for Docker (LimitNOFILE), restart Docker, and try again."),
    ],
    "too-many-processes": [
        N_("This server cannot start any more processes."),
        N_("Stop apps that are not needed, or raise the limit of processes. Then try again."),
    ],
    "docker-not-running": [
        N_("Docker does not run."),
        N_("Start Docker, then try again. If it does not start, its journal tells why."),
    ],
    "docker-stopped": [
        N_("Docker was stopped while it was at work on the app."),
        N_("When Docker runs again, try again. If nobody stopped it, its journal tells why it ended."),
    ],
    "docker-missing": [
        N_("Docker is not installed on this server."),
        N_("Install Docker and Docker Compose, then try again."),
    ],
    "compose-missing": [
        N_("Docker Compose is not installed on this server."),
        N_("Install Docker's Compose plugin, version 2 or newer, then try again."),
    ],
    "docker-version": [
        N_("Docker and its command-line programs on this server do not fit together: one is too old."),
        N_("Update Docker and Docker Compose to versions that belong together, restart Docker, and try again."),
    ],
    "docker-storage": [
        N_("Docker's own storage on this server has an error."),
        N_("Restart Docker and try again. If it stays, Docker's journal tells more."),
    ],
    "permission-denied": [
        N_("This server denies a permission that the work needs."),
        N_("Check the rights of the files named below, and whether SELinux or AppArmor objects. Then try again."),
    ],
    killed: [
        N_("The work was ended from outside before it was done."),
        N_("Perhaps memory ran out, the server was shut down, or somebody ended it. Try again."),
    ],
    "port-taken": [
        N_("Port $0 is taken by another program or app."),
        N_("Stop what uses the port, or install the app with another port."),
    ],
    "address-not-here": [
        N_("The app wants to listen at $0, which is no address of this server."),
        N_("Correct the address before the port in the app's settings, or give this server that address."),
    ],
    "container-name-taken": [
        N_("There is already a container with the name $0."),
        N_("Remove or rename the other container, or install the app with another name."),
    ],
    "address-pools-used-up": [
        N_("Docker has no address range left for another network."),
        N_("Remove unused networks with docker network prune, or set more default-address-pools. Then try again."),
    ],
    "network-overlap": [
        N_("The app's network wants an address range that another network uses."),
        N_("Choose another range for the app's network, or remove the other network. Then try again."),
    ],
    "network-missing": [
        N_("The network $0 does not exist."),
        N_("Create it with docker network create, or change the network in the app's settings. Then try again."),
    ],
    "network-taken": [
        N_("There is already a network with the name $0, and it does not belong to this app."),
        N_("Remove that network if nothing uses it, or install the app with another name."),
    ],
    "network-full": [
        N_("The network $0 has no address left for another container."),
        N_("Remove containers from it that are not needed, or give it a larger address range. Then try again."),
    ],
    "network-settings": [
        N_("Docker does not accept the network settings of the app."),
        N_("Correct the networks in the compose file: the lines below say what does not fit."),
    ],
    "address-taken": [
        N_("Another container has the fixed address that this app wants."),
        N_("Stop the other container, or choose another address in the compose file. Then try again."),
    ],
    firewall: [
        N_("Docker's firewall rules are missing or could not be set."),
        N_("Another tool has probably removed them. Restart Docker, which sets them again, then try again."),
    ],
} as const;
