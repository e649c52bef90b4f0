// SPDX-License-Identifier: LGPL-2.1-or-later
/** Mounts of containers, and the volumes that are mounted. */
import {
    external, harmlessKeys, isMap, isNothing, keysOf, labels, option, right, textOf, unknown, unless, unlessOneOf,
    type Asked, type Rule,
} from "./rule";

const propagation: Rule = unlessOneOf(["private", "rprivate", "slave", "rslave"], (word, path) =>
    ["shared", "rshared"].includes(textOf(word)) ? [right("shared-mounts", "")] : unknown(word, path));

const keys = keysOf({
    ...harmlessKeys("source", "target", "read_only", "consistency"),
    type: unlessOneOf(["bind", "volume", "tmpfs", "image"], unknown),
    bind: keysOf({ ...harmlessKeys("create_host_path", "recursive", "selinux"), propagation }),
    volume: keysOf({ ...harmlessKeys("nocopy", "subpath"), labels }),
    tmpfs: keysOf(harmlessKeys("size", "mode")),
    image: keysOf(harmlessKeys("subpath")),
});

export const mount: Rule = (value, path) => [...keys(value, path), ...isMap(value) ? boundPath(value) : []];

function boundPath({ type, source, read_only: isReadOnly, bind }: Record<string, unknown>): Asked[] {
    // What is mounted below it stays writable with "writable".
    const isDeep = isMap(bind) && bind.recursive === "writable";
    return type === "bind" ? [{ is: "path", path: textOf(source), isWritable: isReadOnly !== true || isDeep }] : [];
}

/** Of memory that is mounted as a folder: Docker's own are noexec, nosuid and nodev. */
const memoryFlag = /^(?:|defaults|rw|ro|noexec|nosuid|nodev|noatime|nodiratime|relatime|(?:size|mode|uid|gid|nr_inodes|nr_blocks)=.*)$/;

/** "/run:size=64m,exec" */
export const tmpfs: Rule = unless(word => !word.includes(":"), (word, path) => {
    const [target = "", flags = ""] = textOf(word).split(/:(.*)/s);
    return flags.split(",").filter(name => !memoryFlag.test(name)).map(name => right("option", `${path}=${target}:${name}`));
});

const volumeKeys = {
    ...harmlessKeys("name"),
    labels,
    external,
    driver: unlessOneOf(["local"], (word): Asked[] => [right("plugin", textOf(word))]),
};

export const volume: Rule = (value, path) => {
    if (!isMap(value))
        return value === null ? [] : unknown(value, path);
    if (!isNothing(value.external))
        return [right("foreign-volume", textOf(value.name ?? value.external)), ...keysOf(volumeKeys)(value, path)];
    const isLocal = ["", "local"].includes(textOf(value.driver));
    return keysOf({ ...volumeKeys, driver_opts: isLocal ? localOptions : option })(value, path);
};

const remote = /^(?:nfs4?|cifs|smb3?|ceph|glusterfs|9p)$/;
const boundFlag = /^(?:|defaults|r?bind|r?private|r?slave|rw|ro|noexec|nosuid|nodev|relatime|noatime|nodiratime)$/;

/** What Docker's own driver mounts: `mount -t type -o o device`, as root. */
const localOptions: Rule = (value, path) => {
    if (!isMap(value))
        return isNothing(value) ? [] : unknown(value, path);
    const [type, device, flags] = [value.type, value.device, value.o].map(textOf);
    return [...keysOf(harmlessKeys("type", "device", "o", "size"))(value, path), ...mounted(type ?? "", device ?? "", flags ?? "")];
};

function mounted(type: string, device: string, options: string): Asked[] {
    const flags = options.split(",").map(flag => flag.trim());
    const special = (usual: RegExp) => flags.filter(flag => !usual.test(flag)).map(flag =>
        /^r?shared$/.test(flag) ? right("shared-mounts", "") : right("option", `o=${flag}`));
    if (type === "" && device === "")
        return special(boundFlag);
    // To the kernel the type means nothing then.
    if (flags.includes("bind") || flags.includes("rbind") || ["", "none", "bind"].includes(type)) {
        // The daemon works in the root folder.
        const source = device.startsWith("/") ? device : `/${device}`;
        return [{ is: "path", path: source, isWritable: !flags.includes("ro") }, ...special(boundFlag)];
    }
    if (type === "tmpfs")
        return special(memoryFlag);
    // The other flags may have a password.
    if (remote.test(type))
        return [right("remote-storage", [...flags.filter(flag => flag.startsWith("addr=")), device].join(" "))];
    return [right("host-mount", [type, device, options].join(" ").trim())];
}

