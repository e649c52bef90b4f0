// SPDX-License-Identifier: LGPL-2.1-or-later
/** Images that are built: the build runs on this server, in containers of its own. */
import { container } from "./container";
import {
    asks, flag, harmlessKeys, harmlessMap, isMap, keysOf, labels, option, reads, right, textOf, unlessOneOf, wordsOf,
    type Asked, type Rule,
} from "./rule";

/** A folder, another image of the file, or something from elsewhere. */
function context(place: string): Asked[] {
    const local = /^(?:oci-layout:\/\/)?(\/.*)$/.exec(place)?.[1];
    if (local !== undefined)
        return [{ is: "path", path: local, isWritable: false }];
    return place === "" || /^(?:service|target):/.test(place) ? [] : [right("remote-build", place)];
}

const contexts: Rule = value => wordsOf(value).flatMap(word => context(word.replace(/^[^=]*=/, "")));

const entitlement: Rule = (word, path) => word === "security.insecure" ? [right("privileged", "")]
    : word === "network.host" ? [right("host-network", "")] : option(word, path);

const keys = keysOf({
    ...harmlessKeys(
        "dockerfile", "dockerfile_inline", "no_cache", "no_cache_filter", "platforms", "provenance", "pull", "sbom", "shm_size",
        "target"),
    additional_contexts: contexts,
    args: harmlessMap,
    // They bring layers of others, and take the app's to others; a local one is any folder of the host.
    cache_from: option,
    cache_to: option,
    context: value => context(textOf(value)),
    entitlements: value => wordsOf(value).flatMap(word => entitlement(word, "build.entitlements")),
    extra_hosts: harmlessMap,
    isolation: unlessOneOf(["default"], option),
    labels,
    network: unlessOneOf(["default", "none"], (word, path) =>
        word === "host" ? [right("host-network", "")] : option(word, path)),
    privileged: flag("privileged"),
    secrets: container.secrets ?? option,
    ssh: asks("ssh-keys"),
    // Any image can be given a new content by its name, other apps' as well.
    tags: option,
    ulimits: container.ulimits ?? option,
});

/** Where a folder is the context, it can be a file outside of it. */
function dockerfile({ context, dockerfile }: Record<string, unknown>): Asked[] {
    const [folder, file] = [textOf(context), textOf(dockerfile)];
    return !folder.startsWith("/") || !/^\/|(?:^|\/)\.\.(?:\/|$)/.test(file) ? []
        : reads(file.startsWith("/") ? file : `${folder}/${file}`, "");
}

export const build: Rule = (value, path) =>
    isMap(value) ? [...keys(value, path), ...dockerfile(value)] : context(textOf(value));
