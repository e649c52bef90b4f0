// SPDX-License-Identifier: LGPL-2.1-or-later
/** What an app may do beyond its containers, in words for who has to allow it. */
import cockpit from "cockpit";
import type { Check } from "../../apps/install/check";

const _ = cockpit.gettext;

export function privilegeText({ what, service, detail }: Extract<Check, { is: "privilege" }>): string {
    switch (what) {
    case "privileged":
        return cockpit.format(_("$0 runs with all rights of the administrator of this server."), service);
    case "full-control":
        return cockpit.format(_("$0 can change $1, and so take control of everything on this server."), service, detail);
    case "docker-socket":
        return cockpit.format(_("$0 can control Docker, and so everything on this server."), service);
    case "host-network":
        return cockpit.format(_("$0 uses this server's network directly."), service);
    case "host-processes":
        return cockpit.format(_("$0 can see and end the processes of this server."), service);
    case "host-memory":
        return cockpit.format(_("$0 shares memory with the processes of this server."), service);
    case "host-mount":
        return cockpit.format(_("$0 mounts a file system of this server: $1."), service, detail);
    case "shared-mounts":
        return cockpit.format(_("$0 can create mounts that are visible to the whole server."), service);
    case "host-path":
        return cockpit.format(_("$0 can use the folder $1 of this server."), service, detail);
    case "host-path-read":
        return cockpit.format(_("$0 can read the folder $1 of this server."), service, detail);
    case "devices":
        return cockpit.format(_("$0 can use the device $1 of this server."), service, detail);
    case "other-container":
        return cockpit.format(_("$0 shares what belongs to the container $1."), service, detail);
    case "foreign-volume":
        return cockpit.format(_("$0 can change the data in the volume $1, which is not the app's own."), service, detail);
    case "capability":
        return cockpit.format(_("$0 has the additional right $1."), service, detail);
    case "unconfined":
        return cockpit.format(_("$0 runs without the usual confinement: $1."), service, detail);
    case "kernel-setting":
        return cockpit.format(_("$0 changes the kernel setting $1."), service, detail);
    case "physical-network":
        return cockpit.format(_("$0 appears as a separate computer on this server's network ($1)."), service, detail);
    case "other-network":
        return cockpit.format(_("$0 joins the network $1, where other containers can reach it."), service, detail);
    case "remote-storage":
        return cockpit.format(_("$0 keeps data on another computer: $1."), service, detail);
    case "remote-build":
        return cockpit.format(_("$0 is built from $1, which is not part of the app."), service, detail);
    case "ssh-keys":
        return cockpit.format(_("$0 is built with the SSH keys of this server: $1."), service, detail);
    case "plugin":
        return cockpit.format(_("$0 uses the Docker plugin $1."), service, detail);
    case "model":
        return cockpit.format(_("$0 runs the AI model $1 on this server, outside of containers."), service, detail);
    case "log-driver":
        return cockpit.format(_("$0 sends its log elsewhere: $1."), service, detail);
    case "group":
        return cockpit.format(_("$0 belongs to the additional group $1."), service, detail);
    case "priority":
        return cockpit.format(_("$0 takes precedence over other programs of this server: $1."), service, detail);
    case "option":
        return cockpit.format(_("$0 uses the special setting $1."), service, detail);
    case "unknown":
        return cockpit.format(_("$0 uses a setting whose effect is unknown: $1."), service, detail);
    }
}
