// SPDX-License-Identifier: LGPL-2.1-or-later
/** What a container may be told: services, scheduled jobs and init containers have these keys. */
import type { Privilege } from "../../check";
import { mount, tmpfs } from "./mount";
import {
    asks, flag, harmless, harmlessKeys, harmlessMap, isMap, isNothing, keysOf, labels, listOf, mapOf, namedOr, option, reads,
    right, textOf, unknown, unless, unlessOneOf, wordsOf, type Rule, type Table,
} from "./rule";

/** What every container has unless it is taken away: https://docs.docker.com/engine/containers/run/ */
const usualCapabilities = [
    "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "NET_RAW", "SETFCAP",
    "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
];

/** Docker takes them in any case, with or without the prefix. */
const capabilities: Rule = value => wordsOf(value).map(word => word.trim().toUpperCase().replace(/^CAP_/, ""))
    .filter(word => !usualCapabilities.includes(word)).map(word => right("capability", word));

/** Whose namespace it is: the container's own, another service's, the host's or that of a container of others. */
function namespace(own: readonly string[], host: Privilege, other: Rule = option): Rule {
    return unless(word => own.includes(word) || word.startsWith("service:"), (word, path) =>
        word === "host" ? [right(host, "")] : foreignContainer(word) ?? other(word, path));
}

function foreignContainer(word: unknown) {
    const name = /^container:([^:]*)/.exec(textOf(word))?.[1];
    return name === undefined ? undefined : [right("other-container", name)];
}

/** As `--security-opt` would name them. */
function confinement(name: string): Rule {
    return value => isNothing(value) ? [] : [right("unconfined", `${name}:${textOf(value)}`)];
}

/** They count within the container's namespaces; Docker refuses most others, and the host's are no longer its own. */
const ownSysctl = /^(?:net\.|fs\.mqueue\.|kernel\.(?:msg(?:max|mnb|mni)|sem|shm(?:all|max|mni|_rmid_forced))=)/;

const ulimits: Rule = (value, path) => !isMap(value) ? unknown(value, path) : Object.entries(value).flatMap(([name, limit]) => [
    ...namedOr(keysOf(harmlessKeys("single", "soft", "hard")))(limit, `${path}.${name}`),
    ...["rtprio", "rttime", "nice"].includes(name) ? [right("priority", `${name}=${textOf(limit)}`)]
        : harmlessUlimits.includes(name) ? [] : [right("option", `${path}=${name}`)],
]);
const harmlessUlimits = [
    "as", "core", "cpu", "data", "fsize", "locks", "memlock", "msgqueue", "nofile", "nproc", "rss", "sigpending", "stack",
];

const device: Rule = (value, path) => isMap(value)
    ? [right("devices", textOf(value.source)), ...keysOf(harmlessKeys("source", "target", "permissions"))(value, path)]
    // "/dev/host:/dev/container:rwm"
    : [right("devices", textOf(value).split(":")[0] ?? "")];

const deviceRequest = keysOf({ ...harmlessKeys("capabilities", "count", "device_ids", "driver"), options: option });

/** GPUs and what else a driver of Docker hands out, by what they can do. */
const deviceRequests: Rule = (value, path) => isNothing(value) ? [] : Array.isArray(value)
    ? value.flatMap((request: unknown) => [
        right("devices", isMap(request) ? textOf(request.capabilities) || textOf(request.driver) || "gpu" : textOf(request)),
        ...deviceRequest(request, path),
    ])
    : [right("devices", "gpu")];

/** They leave the log on this server. */
const quietLogs = ["json-file", "local", "journald", "none"];
const quietLogOptions = keysOf(harmlessKeys(
    "compress", "env", "env-regex", "labels", "labels-regex", "max-file", "max-size", "mode", "max-buffer-size", "tag"));

const logging: Rule = (value, path) => {
    if (!isMap(value) || isNothing(value.driver) || quietLogs.includes(textOf(value.driver)))
        return keysOf({ driver: harmless, options: quietLogOptions })(value, path);
    // Other options may be passwords.
    const places = isMap(value.options)
        ? Object.entries(value.options).filter(([key]) => /(?:address|url|endpoint)$/.test(key)).map(([, place]) => place) : [];
    return [
        right("log-driver", [value.driver, ...places].map(textOf).join(" ")),
        ...keysOf({ driver: harmless, options: harmlessMap })(value, path),
    ];
};

const resources = keysOf({
    ...harmlessKeys("cpus", "memory", "pids"),
    devices: deviceRequests,
    // Of a swarm's nodes; Compose does nothing with them.
    generic_resources: listOf(keysOf({ discrete_resource_spec: keysOf(harmlessKeys("kind", "value")) })),
});
const update = keysOf(harmlessKeys(
    "parallelism", "delay", "failure_action", "monitor", "max_failure_ratio", "order"));

const deploy = keysOf({
    ...harmlessKeys("mode", "endpoint_mode", "replicas"),
    labels,
    update_config: update,
    rollback_config: update,
    resources: keysOf({ limits: resources, reservations: resources }),
    restart_policy: keysOf(harmlessKeys("condition", "delay", "max_attempts", "window")),
    placement: keysOf({
        ...harmlessKeys("constraints", "max_replicas_per_node"), preferences: listOf(keysOf(harmlessKeys("spread"))),
    }),
});

const endpoint = keysOf({
    ...harmlessKeys("aliases", "interface_name", "ipv4_address", "ipv6_address", "link_local_ips", "mac_address",
        "priority", "gw_priority"),
    driver_opts: option,
});

/** Compose prints some of these in capitals. */
const throttles = listOf(keysOf(harmlessKeys("path", "rate", "weight", "Path", "Rate", "Weight")));

const material = namedOr(listOf(namedOr(keysOf(harmlessKeys("source", "target", "uid", "gid", "mode")))));

export const container: Table = {
    ...harmlessKeys(
        "attach", "cap_drop", "command", "container_name", "cpu_count", "cpu_percent", "cpu_period", "cpu_quota", "cpu_shares",
        "cpus", "cpuset", "dns", "dns_opt", "dns_search", "domainname", "entrypoint", "expose", "hostname", "image", "init",
        "links", "mac_address", "mem_limit", "mem_reservation", "mem_swappiness", "memswap_limit", "pids_limit", "platform",
        "profiles", "pull_policy", "pull_refresh_after", "read_only", "restart", "scale", "shm_size", "stdin_open",
        "stop_grace_period", "stop_signal", "tty", "user", "working_dir",
    ),
    annotations: option,
    blkio_config: keysOf({
        weight: harmless, weight_device: throttles, device_read_bps: throttles, device_read_iops: throttles,
        device_write_bps: throttles, device_write_iops: throttles,
    }),
    cap_add: capabilities,
    cgroup: unlessOneOf(["private"], confinement("cgroup")),
    cgroup_parent: option,
    configs: material,
    cpu_rt_period: asks("priority"),
    cpu_rt_runtime: asks("priority"),
    credential_spec: option,
    depends_on: namedOr(mapOf(keysOf(harmlessKeys("condition", "restart", "required")))),
    deploy,
    device_cgroup_rules: asks("devices"),
    devices: listOf(device),
    env_file: namedPaths,
    environment: harmlessMap,
    extends: namedOr(keysOf(harmlessKeys("file", "service"))),
    external_links: value => wordsOf(value).map(word => right("other-container", word.split(":")[0] ?? "")),
    extra_hosts: harmlessMap,
    gpus: deviceRequests,
    group_add: asks("group"),
    healthcheck: keysOf(harmlessKeys(
        "disable", "test", "interval", "timeout", "retries", "start_period", "start_interval")),
    ipc: namespace(["none", "private", "shareable"], "host-memory"),
    isolation: unlessOneOf(["default"], option),
    label_file: namedPaths,
    labels,
    logging,
    models: namedOr(mapOf(keysOf(harmlessKeys("endpoint_var", "model_var")))),
    network_mode: namespace(["bridge", "default", "none"], "host-network", asks("other-network")),
    networks: namedOr(mapOf(endpoint)),
    oom_kill_disable: (value, path) => isNothing(value) ? [] : [right("priority", path)],
    oom_score_adj: (value, path) => Number(value) >= 0 ? [] : [right("priority", `${path}=${textOf(value)}`)],
    pid: namespace([], "host-processes"),
    ports: listOf(namedOr(keysOf(harmlessKeys(
        "name", "mode", "host_ip", "target", "published", "protocol", "app_protocol")))),
    privileged: flag("privileged"),
    // A program of the host that Compose starts in the place of a container.
    provider: (value, path) => isNothing(value) ? [] : [{ is: "refused", key: path }],
    runtime: unlessOneOf(["runc", "io.containerd.runc.v2"], option),
    secrets: material,
    security_opt: unless(word => /^no-new-privileges(?:[:=]true)?$/.test(word), asks("unconfined")),
    storage_opt: unless(word => word.startsWith("size="), option),
    sysctls: unless(word => ownSysctl.test(word), asks("kernel-setting")),
    tmpfs,
    ulimits,
    use_api_socket: flag("docker-socket"),
    userns_mode: confinement("userns"),
    uts: confinement("uts"),
    volumes: listOf(mount),
    volumes_from: unless(word => !word.startsWith("container:"), word => foreignContainer(word) ?? []),
};

/** Compose has read them: they are the app's, or the library's folder is refused. */
function namedPaths(value: unknown, path: string) {
    return Array.isArray(value)
        ? value.flatMap((file: unknown) => isMap(file)
            ? [...keysOf(harmlessKeys("path", "format", "required"))(file, path), ...reads(file.path, path)] : reads(file, path))
        : reads(value, path);
}
