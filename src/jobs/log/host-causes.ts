// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * Why this server cannot do it: its disk, memory, kernel, Docker, ports and networks.
 * What happened, and what to do next; `$0` and `$1` stand for the arguments of the cause.
 */
import { N_ } from "../translatable";

export const hostCauses = {
    "disk-full": [
        N_("The disk is full."),
        N_("Free up disk space, for example with \"docker image prune\". Then try again."),
    ],
    "disk-quota": [
        N_("The disk quota for Docker's data is exceeded."),
        N_("Raise the quota or free up disk space, then try again."),
    ],
    "disk-read-only": [
        N_("A file system of this server is read-only."),
        N_("This often follows a disk error: check the disk's health, remount it read-write, and try again."),
    ],
    "disk-error": [
        N_("A disk of this server reported an error."),
        N_("Back up your data, then check the kernel log and the disk's health."),
    ],
    "mount-disconnected": [
        N_("A network file system of this server is disconnected."),
        N_("Unmount it and mount it again, then try again."),
    ],
    "filesystem-unsupported": [
        N_("The file system of Docker's data or of a volume does not support a required operation."),
        N_("Use ext4 or XFS for Docker's data. For an NFS volume, turn off root squashing. Then try again."),
    ],
    "out-of-memory": [
        N_("This server is out of memory."),
        N_("Stop other apps or add memory, then try again."),
    ],
    "too-many-open-files": [
        N_("Too many files are open on this server."),
        N_("Raise the limit of open files for Docker (LimitNOFILE), restart Docker, and try again."),
    ],
    "too-many-processes": [
        N_("This server cannot start any more processes."),
        N_("Stop other apps or raise the process limit, then try again."),
    ],
    "kernel-module": [
        N_("This server's kernel is missing a module that Docker requires."),
        N_("If the kernel was updated, restart the server. Otherwise install the missing module. Then try again."),
    ],
    cgroup: [
        N_("Docker could not set up the container's control group."),
        N_("Restart the server. If it is itself a container, enable nesting for it. Then try again."),
    ],
    "nested-container": [
        N_("This server seems to be a container itself that may not start containers."),
        N_("On its host, update the container software and enable nesting, or use a virtual machine."),
    ],
    "security-module": [
        N_("AppArmor or SELinux prevented the container from starting."),
        N_("Install or update the apparmor or container-selinux package, restart Docker, and try again."),
    ],
    "id-mapping": [
        N_("The image uses user or group IDs that are not mapped on this server."),
        N_("Enlarge the ranges in /etc/subuid and /etc/subgid, restart Docker, and try again."),
    ],
    "docker-not-running": [
        N_("Docker is not running."),
        N_("Start Docker, then try again. If it does not start, see its journal."),
    ],
    "docker-stopped": [
        N_("Docker was stopped during the operation."),
        N_("Once Docker is running, try again. If it stopped unexpectedly, see its journal."),
    ],
    "docker-not-answering": [
        N_("Docker did not respond in time."),
        N_("The server may be overloaded. Wait or restart containerd and Docker, then try again."),
    ],
    "docker-missing": [
        N_("Docker is not installed on this server."),
        N_("Install Docker Engine and Docker Compose, then try again."),
    ],
    "docker-incomplete": [
        N_("A program that Docker requires is missing or broken on this server."),
        N_("Reinstall Docker, containerd, runc and iptables, restart Docker, and try again."),
    ],
    "compose-missing": [
        N_("Docker Compose is not installed on this server."),
        N_("Install the Docker Compose plugin, version 2 or later, then try again."),
    ],
    "docker-version": [
        N_("The Docker client and Docker Engine versions are incompatible."),
        N_("Update Docker and Docker Compose to matching versions, restart Docker, and try again."),
    ],
    "docker-storage": [
        N_("Docker's image or container storage is damaged."),
        N_("Restart Docker and try again. If it fails again, see Docker's journal."),
    ],
    "permission-denied": [
        N_("Permission was denied on this server."),
        N_("Check the permissions of the files named below, and SELinux or AppArmor. Then try again."),
    ],
    killed: [
        N_("The operation was interrupted."),
        N_("The server may have run out of memory or been shut down. Try again."),
    ],
    "port-taken": [
        N_("Port $0 is already in use by another program or app."),
        N_("Stop that program or app, or choose another port."),
    ],
    "ports-taken": [
        N_("All ports of the range that the app uses are already in use."),
        N_("Stop what uses them, or choose other ports."),
    ],
    "port-privileged": [
        N_("Docker is not allowed to use port $0, because it runs without root privileges."),
        N_("Choose port 1024 or higher, or lower net.ipv4.ip_unprivileged_port_start. Then try again."),
    ],
    "address-not-here": [
        N_("The app listens on $0, which is not an address of this server."),
        N_("Correct the address in the app's settings, or add it to this server. Then try again."),
    ],
    "container-name-taken": [
        N_("A container named $0 already exists."),
        N_("Remove or rename that container, or install the app with another name."),
    ],
    "address-pools-used-up": [
        N_("Docker has no address range left for another network."),
        N_("Remove unused networks with \"docker network prune\", or extend default-address-pools. Then try again."),
    ],
    "ipv6-pool-missing": [
        N_("The app requires an IPv6 network, but Docker has no IPv6 address range."),
        N_("Update Docker to version 27 or later, or add an IPv6 range to default-address-pools. Then try again."),
    ],
    "ipv6-disabled": [
        N_("The app requires IPv6, which is disabled on this server."),
        N_("Enable IPv6 on this server, or remove it from the compose file. Then try again."),
    ],
    "network-overlap": [
        N_("The address range of the app's network overlaps with another network."),
        N_("Choose another range for the app's network, or remove the other network. Then try again."),
    ],
    "network-missing": [
        N_("The network $0 does not exist."),
        N_("Create it with \"docker network create\", or change the network in the app's settings. Then try again."),
    ],
    "network-taken": [
        N_("Another network named $0 already exists."),
        N_("Remove that network if it is unused, or install the app with another name."),
    ],
    "network-full": [
        N_("The network $0 has no free address or port for another container."),
        N_("Remove containers from it, or give it a larger address range. Then try again."),
    ],
    "network-broken": [
        N_("The network interface $0 is missing on this server."),
        N_("Another tool may have removed it. Restart Docker, which creates it again, then try again."),
    ],
    "network-settings": [
        N_("The app's network settings are invalid."),
        N_("Correct the networks in the compose file. See Docker's message below."),
    ],
    "address-taken": [
        N_("The fixed address of the app is already in use by another container."),
        N_("Stop the other container, or choose another address in the compose file. Then try again."),
    ],
    "in-use": [
        N_("$0 is still used by a container."),
        N_("Stop or remove that container, then try again."),
    ],
    firewall: [
        N_("Docker's firewall rules are missing or could not be set."),
        N_("Another tool may have removed them. Restart Docker, which sets them again, then try again."),
    ],
} as const;
