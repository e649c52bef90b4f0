// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * Every key of the compose specification has a rule. By https://github.com/compose-spec/compose-go, schema/compose-spec.json,
 * and for jobs by https://docs.docker.com/reference/compose-file/jobs/ (Compose 5.8).
 */
import { wishesOf } from "./project";

/** Keys whose plain values are harmless, below the one that is named. "*" is a name, "[]" an element of a list. */
const harmless: Record<string, string> = {
    "": "name version x-anything",
    "include[]": "path env_file project_directory",
    "services.*": "attach cap_drop command configs container_name cpu_count cpu_percent cpu_period cpu_quota cpu_shares cpus " +
        "cpuset depends_on dns dns_opt dns_search domainname entrypoint environment expose extends extra_hosts hostname image " +
        "init labels links mac_address mem_limit mem_reservation mem_swappiness memswap_limit models networks oom_score_adj " +
        "pids_limit platform profiles pull_policy pull_refresh_after read_only restart scale secrets shm_size stdin_open " +
        "stop_grace_period stop_signal tmpfs tty user volumes_from working_dir x-anything",
    "services.*.blkio_config": "weight",
    "services.*.blkio_config.weight_device[]": "path weight Path Weight",
    "services.*.blkio_config.device_read_bps[]": "path rate Path Rate",
    "services.*.blkio_config.device_read_iops[]": "path rate",
    "services.*.blkio_config.device_write_bps[]": "path rate",
    "services.*.blkio_config.device_write_iops[]": "path rate",
    "services.*.build": "args dockerfile dockerfile_inline extra_hosts labels no_cache no_cache_filter platforms provenance pull " +
        "sbom secrets shm_size target",
    "services.*.build.secrets[]": "source target uid gid mode",
    "services.*.build.ulimits.nofile": "hard soft",
    "services.*.configs[]": "source target uid gid mode",
    "services.*.depends_on.*": "condition restart required",
    "services.*.deploy": "endpoint_mode labels mode replicas",
    "services.*.deploy.placement": "constraints max_replicas_per_node",
    "services.*.deploy.placement.preferences[]": "spread",
    "services.*.deploy.resources.limits": "cpus memory pids",
    "services.*.deploy.resources.reservations": "cpus memory",
    "services.*.deploy.resources.reservations.generic_resources[].discrete_resource_spec": "kind value",
    "services.*.deploy.restart_policy": "condition delay max_attempts window",
    "services.*.deploy.rollback_config": "delay failure_action max_failure_ratio monitor order parallelism",
    "services.*.deploy.update_config": "delay failure_action max_failure_ratio monitor order parallelism",
    "services.*.develop.watch[]": "action ignore include initial_sync path target",
    "services.*.develop.watch[].exec": "command environment working_dir",
    "services.*.env_file[]": "format required",
    "services.*.extends": "file service",
    "services.*.healthcheck": "disable interval retries start_interval start_period test timeout",
    "services.*.logging.options": "compress env env-regex labels labels-regex max-buffer-size max-file max-size mode tag",
    "services.*.models.*": "endpoint_var model_var",
    "services.*.networks.*": "aliases gw_priority interface_name ipv4_address ipv6_address link_local_ips mac_address priority",
    "services.*.ports[]": "app_protocol host_ip mode name protocol published target",
    "services.*.post_start[]": "command environment working_dir",
    "services.*.pre_start[]": "command environment image per_replica working_dir",
    "services.*.pre_stop[]": "command environment working_dir",
    "services.*.secrets[]": "source target uid gid mode",
    "services.*.ulimits.nofile": "hard soft",
    "services.*.volumes[]": "consistency read_only source target",
    "services.*.volumes[].bind": "create_host_path recursive selinux",
    "services.*.volumes[].image": "subpath",
    "services.*.volumes[].tmpfs": "mode size",
    "services.*.volumes[].volume": "labels nocopy subpath",
    "jobs.*": "command environment image profiles",
    "jobs.*.triggers": "manual",
    "jobs.*.triggers.schedule[]": "concurrency cron missed_fires timezone",
    "networks.*.external": "name",
    "secrets.*.external": "name",
    "configs.*.external": "name",
    "networks.*": "enable_ipv4 enable_ipv6 external internal labels name",
    "networks.*.ipam.config[]": "aux_addresses gateway ip_range subnet",
    "volumes.*": "labels name",
    "volumes.*.driver_opts": "size",
    "secrets.*": "content environment external labels name",
    "configs.*": "content environment external labels name",
    "models.*": "context_size name",
};

/** Keys whose values can be a right: a value that is one, and a right that it is, or "refused". */
const asking: Record<string, Record<string, [unknown, string]>> = {
    "services.*": {
        annotations: ["a=b", "option"], build: ["https://example.org", "remote-build"], cap_add: ["SYS_ADMIN", "capability"],
        cgroup: ["host", "unconfined"], cgroup_parent: ["x", "option"], cpu_rt_period: [1, "priority"],
        cpu_rt_runtime: [1, "priority"], credential_spec: [{ file: "x", config: "x", registry: "x" }, "option"],
        device_cgroup_rules: ["x", "devices"], devices: [["/dev/x"], "devices"], env_file: ["/x", "host-path"],
        external_links: ["x", "other-container"], gpus: ["all", "devices"], group_add: ["x", "group"],
        ipc: ["host", "host-memory"], isolation: ["hyperv", "option"], label_file: ["/x", "host-path"],
        labels: ["com.docker.compose.project=x", "option"], network_mode: ["host", "host-network"],
        oom_kill_disable: [true, "priority"], oom_score_adj: [-1, "priority"], pid: ["host", "host-processes"],
        privileged: [true, "privileged"], provider: [{ type: "x", options: { x: ["y"] } }, "refused"],
        runtime: ["kata", "option"], security_opt: ["x", "unconfined"], storage_opt: ["x", "option"],
        sysctls: ["vm.x=1", "kernel-setting"], tmpfs: ["/x:exec", "option"], ulimits: [{ x: 1 }, "option"],
        use_api_socket: [true, "docker-socket"], userns_mode: ["host", "unconfined"], uts: ["host", "unconfined"],
        volumes_from: ["container:x", "other-container"],
    },
    "services.*.env_file[]": { path: ["/x", "host-path"] },
    "services.*.build": {
        additional_contexts: ["a=/x", "host-path"], cache_from: ["x", "option"], cache_to: ["x", "option"],
        context: ["/x", "host-path"], entitlements: ["security.insecure", "privileged"], isolation: ["hyperv", "option"],
        network: ["host", "host-network"], privileged: [true, "privileged"], ssh: ["default", "ssh-keys"], tags: ["x", "option"],
        labels: ["com.docker.compose.project=x", "option"], ulimits: [{ rtprio: 1 }, "priority"],
    },
    "services.*.deploy.resources.limits": { devices: [[{ driver: "x" }], "devices"] },
    "services.*.deploy.resources.reservations": { devices: [[{ driver: "x" }], "devices"] },
    "services.*.deploy.resources.reservations.devices[]": {
        capabilities: ["x", "devices"], count: [1, "devices"], device_ids: ["x", "devices"], driver: ["x", "devices"],
        options: ["x", "option"],
    },
    "services.*.develop.watch[].exec": { privileged: [true, "privileged"], user: ["root", "option"] },
    "services.*.gpus[]": {
        capabilities: ["x", "devices"], count: [1, "devices"], device_ids: ["x", "devices"], driver: ["x", "devices"],
        options: ["x", "option"],
    },
    "services.*.devices[]": { source: ["/dev/x", "devices"], target: ["x", "devices"], permissions: ["r", "devices"] },
    "services.*.logging": { driver: ["gelf", "log-driver"] },
    "services.*.networks.*": { driver_opts: ["x", "option"] },
    "services.*.post_start[]": { privileged: [true, "privileged"], user: ["root", "option"] },
    "services.*.pre_start[]": { privileged: [true, "privileged"], user: ["root", "option"], pid: ["host", "host-processes"] },
    "services.*.pre_stop[]": { privileged: [true, "privileged"], user: ["root", "option"] },
    "services.*.volumes[]": { type: ["npipe", "unknown"] },
    "services.*.volumes[].bind": { propagation: ["shared", "shared-mounts"] },
    "jobs.*": { privileged: [true, "privileged"] },
    "networks.*": {
        attachable: [true, "option"], driver: ["macvlan", "physical-network"], driver_opts: ["x", "option"],
        name: ["host", "host-network"],
    },
    "networks.*.ipam": { driver: ["dhcp", "plugin"], options: ["x", "option"] },
    "volumes.*": { driver: ["x", "plugin"], external: [true, "foreign-volume"] },
    "volumes.*.external": { name: ["x", "foreign-volume"] },
    "volumes.*.driver_opts": { type: ["proc", "host-mount"], device: ["/x", "host-path"], o: ["x", "option"] },
    "secrets.*": {
        driver: ["x", "option"], driver_opts: ["x", "option"], file: ["/x", "host-path"], template_driver: ["x", "option"],
    },
    "configs.*": { file: ["/x", "host-path"], template_driver: ["x", "option"] },
    "models.*": { model: ["x", "model"], runtime_flags: ["x", "option"] },
};

/** A model in which there is nothing but this value. */
function modelOf(place: string, key: string, value: unknown): unknown {
    const keys = [...place.split(/\.|(?=\[\])/).filter(Boolean), key];
    return keys.reduceRight<unknown>((inner, name) => name === "[]" ? [inner] : { [name === "*" ? "web" : name]: inner }, value);
}

function asked(place: string, key: string, value: unknown): string[] {
    return wishesOf(modelOf(place, key, value))
        .map(wish => wish.is === "right" ? wish.what : wish.is === "path" ? "host-path" : wish.is);
}

const places = [...new Set([...Object.keys(harmless), ...Object.keys(asking)])];

test.each(Object.entries(harmless).flatMap(([place, keys]) => keys.split(" ").map(key => [place, key])))(
    "%s.%s is harmless", (place, key) => {
        for (const value of ["1", 1, true, null, ["1"]])
            expect(asked(place, key, value)).toEqual([]);
        expect(asked(place, key, { surprise: [{}] }).length).toBe(key.startsWith("x-") ? 0 : 1);
    });

test.each(Object.entries(asking).flatMap(([place, keys]) => Object.entries(keys).map(([key, [value, what]]) =>
    [place, key, value, what] as const)))("%s.%s: %j is the right %s", (place, key, value, what) => {
    expect(asked(place, key, value)).toContain(what);
    if (what !== "unknown")
        expect(asked(place, key, value)).not.toContain("unknown");
});

test.each(places)("what is not known at %s is a right", place => {
    const known = asked(place, "x-surprise", 1);
    for (const key of ["surprise", "constructor", "toString", "hasOwnProperty"]) {
        for (const value of [1, null, false, { a: { b: 1 } }])
            expect(asked(place, key, value)).toEqual([...known, "unknown"]);
    }
    const model = JSON.stringify(modelOf(place, "surprise", 1)).replace("\"surprise\"", "\"__proto__\"");
    expect(wishesOf(JSON.parse(model))).toContainEqual(expect.objectContaining({ what: "unknown" }));
});

test("every name can be a name", () => {
    for (const name of ["__proto__", "constructor", "toString", "x-web"]) {
        const named = (section: string, value: object) =>
            wishesOf(JSON.parse(`{"name":"blog","${section}":{"${name}":${JSON.stringify(value)}}}`));
        expect(named("services", { privileged: true })).toEqual([{ is: "right", what: "privileged", detail: "", subject: name }]);
        expect(named("volumes", { external: true, name: "a" })).toMatchObject([{ what: "foreign-volume", detail: "a" }]);
        expect(named("networks", { driver: "macvlan" })).toMatchObject([{ what: "physical-network" }]);
        expect(named("secrets", { file: "/etc" })).toMatchObject([{ is: "path", path: "/etc" }]);
        expect(wishesOf(JSON.parse(`{"services":{"a":{"environment":{"${name}":"1"},"labels":{"${name}":"1"}}}}`))).toEqual([]);
    }
});
