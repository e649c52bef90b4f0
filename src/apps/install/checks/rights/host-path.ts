// SPDX-License-Identifier: LGPL-2.1-or-later
/** What paths of the host give to an app. Its own folder's files are its own, but for those that decide what it is. */
import { dataFolder } from "../../../paths";
import type { Privilege } from "../../check";

export interface UsedPath {
    /** Absolute, or from the app's folder. */
    path: string;
    isWritable: boolean;
}

export interface OwnFolder {
    /** In the library. */
    folder: string;
    /** The folder that it is copied to. */
    home: string;
    /** Paths within that compose reads, besides those that it always does. */
    reads: readonly string[];
}

interface PathRight { what: Privilege, detail: string }

/** Without detours: "." and "..", repeated slashes, and links that every host has. */
export function normalized(path: string, folder = ""): string {
    const parts: string[] = [];
    for (const part of (path.startsWith("/") ? path : `${folder}/${path}`).split("/")) {
        if (part === "..")
            parts.pop();
        else if (part !== "" && part !== ".")
            parts.push(part);
    }
    return `/${parts.join("/")}`
        .replace(/^(?:\/proc\/(?:self|thread-self|\d+)(?:\/task\/\d+)?\/root(?=\/|$))+/, "")
        .replace(/^\/var\/run(?=\/|$)/, "/run") || "/";
}

function contains(folder: string, path: string): boolean {
    return folder === "/" || path === folder || path.startsWith(`${folder}/`);
}

/** Who can speak to one of these can start any container. */
const socket = /\/(?:docker|containerd|podman|crio|cri-dockerd|buildkitd)\.sock$/;

/** Root runs or obeys what stands there, or all apps' data is there. */
const vital = [
    dataFolder, "/bin", "/boot", "/lib", "/lib64", "/proc", "/root", "/sbin", "/sys", "/usr/bin", "/usr/lib", "/usr/local/bin",
    "/usr/local/sbin", "/usr/sbin", "/var/lib/containerd", "/var/lib/docker", "/var/spool/cron",
    ...[
        "cron.d", "cron.daily", "cron.hourly", "cron.monthly", "cron.weekly", "crontab", "docker", "group", "init.d",
        "ld.so.conf.d", "ld.so.preload", "pam.d", "passwd", "profile", "profile.d", "shadow", "ssh", "sudoers", "sudoers.d",
        "systemd", "udev",
    ].map(name => `/etc/${name}`),
];

/** The time of day, which images mount so that their clock shows the host's. */
function isClock(path: string, isWritable: boolean): boolean {
    return ["/etc/localtime", "/etc/timezone"].includes(path) || (!isWritable && contains("/usr/share/zoneinfo", path));
}

/** Compose takes these without being told to. */
const definition = /^(?:\.env|(?:docker-)?compose(?:\.override)?\.ya?ml)$/;

/**
 * The right that each path needs, undefined if it is harmless. One that leads out of the folder by ".." leads to
 * another place from the copy; it can't be told from an absolute one any more, so the worst of both counts.
 */
export function pathRights(used: readonly UsedPath[], { folder, home, reads }: OwnFolder): (PathRight | undefined)[] {
    const from = normalized(folder);
    const paths = used.map(({ path, isWritable }) => ({ path: normalized(path, from), isWritable }));
    const copied = paths.map(({ path, isWritable }) => ({ path: normalized(relative(from, path), home), isWritable }));
    const later = judged(copied, normalized(home), reads);
    return judged(paths, from, reads).map((right, at) => {
        const other = later[at];
        return other && right?.what !== other.what && ["docker-socket", "full-control"].includes(other.what) ? other : right;
    });
}

function relative(folder: string, path: string): string {
    const [here, there] = [folder.split("/"), path.split("/")];
    const differ = here.findIndex((part, at) => part !== there[at]);
    const common = differ < 0 ? here.length : differ;
    return [...here.slice(common).map(() => ".."), ...there.slice(common)].join("/");
}

function judged(used: readonly UsedPath[], folder: string, reads: readonly string[]): (PathRight | undefined)[] {
    const definitions = [".env", "docker-compose.yml", ...reads].map(path => normalized(path, folder));
    // Docker and Compose follow links as root: what is mounted or read from within a folder is what a link in it says.
    const controls = (path: string) => definitions.some(file => contains(path, file)) ||
        (contains(folder, path) && definition.test(path.slice(folder.length + 1))) ||
        used.some(other => other.path !== path && contains(path, other.path));

    return used.map(({ path, isWritable }) => {
        const isInside = contains(folder, path);
        const detail = isInside ? `.${path.slice(folder.length)}` : path;
        if (isClock(path, isWritable))
            return undefined;
        if (!isInside && (socket.test(path) || path === "/run"))
            return { what: "docker-socket", detail };
        // The look for links that a container has planted reads paths by the line.
        if (isInside ? /\p{Cc}/u.test(path) : isWritable && isVital(path))
            return { what: "full-control", detail };
        if (isWritable && controls(path))
            return { what: "full-control", detail };
        if (isInside)
            return undefined;
        if (path === "/")
            return { what: "docker-socket", detail };
        return { what: isWritable ? "host-path" : "host-path-read", detail };
    });
}

function isVital(path: string): boolean {
    return vital.some(place => contains(place, path) || contains(path, place));
}
