// SPDX-License-Identifier: LGPL-2.1-or-later
/** What apps ask for, in spellings that hide it. */
import { privilegeChecks } from "./privileges";

const folder = "/data/library/apps/blog";
const home = "/var/lib/appmanage/apps/blog";

/** As "subject right detail", in the order in which it is shown. */
function asked(model: object, reads: string[] = []): string[] {
    return privilegeChecks({ name: "blog", ...model }, { folder, home, reads }).map(check =>
        check.is === "privilege" ? `${check.service} ${check.what} ${check.detail}`.trim()
            : check.is === "forbidden" ? `${check.level} ${check.service} ${check.key}` : check.is);
}

const service = (definition: object) => ({ services: { web: { image: "x", ...definition } } });
const bind = (source: string, more: object = {}) => ({ type: "bind", source, target: "/x", bind: {}, ...more });
const mounting = (source: string, more: object = {}) => service({ volumes: [bind(source, more)] });
const readOnly = { read_only: true };
const volume = (options: object, more: object = {}) =>
    ({ volumes: { data: { name: "blog_data", driver: "local", driver_opts: options, ...more } } });
const network = (definition: object) => ({ networks: { default: { name: "blog_default", ipam: {}, ...definition } } });
const building = (definition: object) => service({ build: { context: folder, dockerfile: "Dockerfile", ...definition } });

test.each<[string, object, string[]]>([
    ["privileged", service({ privileged: true }), ["web privileged"]],
    ["a service with the name of a prototype", JSON.parse("{\"services\":{\"__proto__\":{\"privileged\":true}}}") as object,
        ["__proto__ privileged"]],
    ["a service with the name of a method", { services: { toString: { privileged: true } } }, ["toString privileged"]],
    ["a service with the name of an extension", { services: { "x-web": { privileged: true } } }, ["x-web privileged"]],
    ["the socket for the API", service({ use_api_socket: true }), ["web docker-socket"]],
    ["a provider", service({ provider: { type: "terraform" } }), ["stop web provider"]],

    ["the network of the host", service({ network_mode: "host" }), ["web host-network"]],
    ["a network that is the host's", network({ name: "host", external: true }), ["blog host-network"]],
    ["a network with the host's driver", network({ driver: "host" }), ["blog host-network"]],
    ["another container's network", service({ network_mode: "container:shop" }), ["web other-container shop"]],
    ["a network that is another container's", network({ name: "container:shop", external: true }), ["blog other-container shop"]],
    ["a network by its name", service({ network_mode: "shop_default" }), ["web other-network shop_default"]],
    ["the network of the host in capitals", service({ network_mode: "HOST" }), ["web other-network HOST"]],
    ["a place of its own in the physical network", network({ driver: "macvlan", driver_opts: { parent: "eth0" } }),
        ["blog physical-network macvlan", "blog option networks.default.driver_opts=parent=eth0"]],
    ["ipvlan", network({ driver: "ipvlan" }), ["blog physical-network ipvlan"]],
    ["a plugin for networks", network({ driver: "weave", ipam: { driver: "dhcp" } }), ["blog plugin dhcp", "blog plugin weave"]],
    ["a bridge of the host", network({ driver: "bridge", driver_opts: { "com.docker.network.bridge.name": "br0" } }),
        ["blog option networks.default.driver_opts=com.docker.network.bridge.name=br0"]],
    ["all ports without publishing", network({ driver_opts: { "com.docker.network.bridge.gateway_mode_ipv4": "routed" } }),
        ["blog option networks.default.driver_opts=com.docker.network.bridge.gateway_mode_ipv4=routed"]],
    ["a network for everyone", network({ attachable: true }), ["blog option networks.default.attachable=true"]],
    ["an option of an endpoint", service({ networks: { default: { driver_opts: { "com.docker.network.x": "y" } } } }),
        ["web option networks.default.driver_opts=com.docker.network.x=y"]],
    ["links to foreign containers", service({ external_links: ["shop:db"] }), ["web other-container shop"]],

    ["processes of the host", service({ pid: "host" }), ["web host-processes"]],
    ["processes of a container", service({ pid: "container:shop" }), ["web other-container shop"]],
    ["memory of the host", service({ ipc: "host" }), ["web host-memory"]],
    ["memory of a container", service({ ipc: "container:till" }), ["web other-container till"]],
    ["users, names and control groups of the host", service({ userns_mode: "host", uts: "host", cgroup: "host" }),
        ["web unconfined userns:host", "web unconfined uts:host", "web unconfined cgroup:host"]],
    ["a control group of the host", service({ cgroup_parent: "/system.slice" }), ["web option cgroup_parent=/system.slice"]],
    ["volumes of a container", service({ volumes_from: ["db", "container:shop:ro"] }), ["web other-container shop"]],

    ["all capabilities", service({ cap_add: ["all"] }), ["web capability ALL"]],
    ["a capability in small letters, with its prefix", service({ cap_add: ["cap_sys_admin", "CAP_NET_ADMIN"] }),
        ["web capability SYS_ADMIN", "web capability NET_ADMIN"]],
    ["no seccomp", service({ security_opt: ["seccomp=unconfined"] }), ["web unconfined seccomp=unconfined"]],
    ["a seccomp profile of its own", service({ security_opt: ["seccomp:/data/library/apps/blog/all.json"] }),
        ["web unconfined seccomp:/data/library/apps/blog/all.json"]],
    ["another SELinux type", service({ security_opt: ["label:type:spc_t"] }), ["web unconfined label:type:spc_t"]],
    ["new privileges", service({ security_opt: ["no-new-privileges:false"] }), ["web unconfined no-new-privileges:false"]],
    ["readable system paths", service({ security_opt: ["systempaths=unconfined"] }), ["web unconfined systempaths=unconfined"]],
    ["another runtime", service({ runtime: "nvidia" }), ["web option runtime=nvidia"]],
    ["an isolation of Windows", service({ isolation: "process" }), ["web option isolation=process"]],
    ["a credential file", service({ credential_spec: { file: "x.json" } }), ["web option credential_spec=file=x.json"]],
    ["annotations for the runtime", service({ annotations: { "run.oci.keep_original_groups": "1" } }),
        ["web option annotations=run.oci.keep_original_groups=1"]],
    ["a setting of the whole kernel", service({ sysctls: { "kernel.core_pattern": "|/x", "net.core.somaxconn": "1" } }),
        ["web kernel-setting kernel.core_pattern=|/x"]],
    ["a setting of the whole kernel in a list", service({ sysctls: ["vm.max_map_count=262144"] }),
        ["web kernel-setting vm.max_map_count=262144"]],
    ["additional groups", service({ group_add: ["docker", 44] }), ["web group docker", "web group 44"]],
    ["life in need", service({ oom_kill_disable: true, oom_score_adj: -500 }),
        ["web priority oom_kill_disable", "web priority oom_score_adj=-500"]],
    ["real time", service({ cpu_rt_runtime: 950000, ulimits: { rtprio: 99, nofile: { soft: 1, hard: 2 } } }),
        ["web priority 950000", "web priority rtprio=99"]],
    ["a limit without a name here", service({ ulimits: { swap: -1 } }), ["web option ulimits=swap"]],
    ["programs in memory", service({ tmpfs: ["/run:size=64m", "/tmp:mode=1777,exec,suid,dev"] }),
        ["web option tmpfs=/tmp:exec", "web option tmpfs=/tmp:suid", "web option tmpfs=/tmp:dev"]],
    ["an option of the storage driver", service({ storage_opt: { size: "1G", x: "y" } }), ["web option storage_opt=x=y"]],
    ["a log for another computer", service({ logging: { driver: "syslog", options: { "syslog-address": "udp://10.0.0.1:514" } } }),
        ["web log-driver syslog udp://10.0.0.1:514"]],
    ["a log with a password", service({ logging: { driver: "splunk", options: { "splunk-token": "secret" } } }),
        ["web log-driver splunk"]],
    ["an unknown option of a log", service({ logging: { driver: "json-file", options: { path: "/etc/x" } } }),
        ["web unknown logging.options.path: /etc/x"]],

    ["a device", service({ devices: [{ source: "/dev/kvm", target: "/dev/kvm", permissions: "rwm" }] }), ["web devices /dev/kvm"]],
    ["a device in one word", service({ devices: ["/dev/sda:/dev/xvda:rwm"] }), ["web devices /dev/sda"]],
    ["a device by CDI", service({ devices: ["vendor.com/class=gpu"] }), ["web devices vendor.com/class=gpu"]],
    ["all devices", service({ device_cgroup_rules: ["a *:* rwm"] }), ["web devices a *:* rwm"]],
    ["GPUs", service({ gpus: "all" }), ["web devices gpu"]],
    ["GPUs with an option", service({ gpus: [{ driver: "nvidia", count: -1, options: { mode: "x" } }] }),
        ["web devices nvidia", "web option gpus.options=mode=x"]],
    ["devices by reservation", service({ deploy: { resources: { reservations: { devices: [{ capabilities: ["tpu"] }] } } } }),
        ["web devices tpu"]],

    ["a hook with all rights", service({ post_start: [{ command: ["x"], privileged: true }] }), ["web privileged"]],
    ["a hook of another user", service({ pre_stop: [{ command: ["x"], user: "root" }] }), ["web option pre_stop.user=root"]],
    ["a container before",
        service({ user: "33", pre_start: [{ user: "0", network_mode: "host", volumes: [bind("/etc", readOnly)] }] }),
        ["web host-network", "web host-path-read /etc", "web option pre_start.user=0"]],
    ["a scheduled job", { jobs: { nightly: { image: "x", privileged: true, triggers: { schedule: ["0 1 * * *"] } } } },
        ["nightly privileged"]],
    ["a model", { models: { llm: { model: "ai/smollm2", runtime_flags: ["--host=0.0.0.0"] } } },
        ["blog model ai/smollm2", "blog option models.llm.runtime_flags=--host=0.0.0.0"]],
    ["a label of Compose", service({ labels: { "com.docker.compose.project": "shop", "traefik.enable": "true" } }),
        ["web option labels=com.docker.compose.project=shop"]],
    ["a label of this project's", network({ labels: { "appmanage.app": "shop" } }),
        ["blog option networks.default.labels=appmanage.app=shop"]],

    ["a build with all rights", building({ privileged: true }), ["web privileged"]],
    ["a build that is entitled to all", building({ entitlements: ["security.insecure", "network.host", "device"] }),
        ["web privileged", "web host-network", "web option build.entitlements=device"]],
    ["a build in the host's network", building({ network: "host" }), ["web host-network"]],
    ["a build with keys", building({ ssh: ["default"] }), ["web ssh-keys default"]],
    ["a build that others prepare and get", building({ cache_from: ["type=registry,ref=x/y"], cache_to: ["type=local,dest=/etc"] }),
        ["web option build.cache_from=type=registry,ref=x/y", "web option build.cache_to=type=local,dest=/etc"]],
    ["a build in another image's name", building({ tags: ["nginx:latest"] }), ["web option build.tags=nginx:latest"]],
    ["a build from the net", building({ context: "https://example.org/x.git#main" }), ["web remote-build https://example.org/x.git#main"]],
    ["a build from a word", service({ build: "git@example.org:x.git" }), ["web remote-build git@example.org:x.git"]],
    ["a build from folders of others", building({
        additional_contexts: { a: "/etc", b: "oci-layout:///srv/x:latest", c: "service:db", d: "docker-image://alpine" },
    }), ["web host-path-read /etc", "web host-path-read /srv/x:latest", "web remote-build docker-image://alpine"]],
    ["a build by instructions from elsewhere", building({ dockerfile: "../../../../etc/x" }), ["web host-path-read /etc/x"]],

    ["a volume of others", { volumes: { data: { name: "shop_data", external: true } } }, ["blog foreign-volume shop_data"]],
    ["a plugin for volumes", volume({ share: "x" }, { driver: "rclone" }),
        ["blog plugin rclone", "blog option volumes.data.driver_opts=share=x"]],
    ["a folder in the shape of a volume", volume({ type: "none", o: "bind", device: "/srv/media" }), ["blog host-path /srv/media"]],
    ["that without a slash", volume({ o: "bind", device: "srv/../etc" }), ["blog full-control /etc"]],
    ["that with the type of another", volume({ type: "tmpfs", o: "rbind,ro,shared", device: "/srv" }),
        ["blog shared-mounts", "blog host-path-read /srv"]],
    ["the processes in the shape of a volume", volume({ type: "proc", device: "proc" }), ["blog host-mount proc proc"]],
    ["a disk", volume({ type: "ext4", device: "/dev/sda1" }), ["blog host-mount ext4 /dev/sda1"]],
    ["layers", volume({ type: "overlay", device: "overlay", o: "lowerdir=/etc,upperdir=/u,workdir=/w" }),
        ["blog host-mount overlay overlay lowerdir=/etc,upperdir=/u,workdir=/w"]],
    ["NFS", volume({ type: "nfs", o: "addr=10.0.0.9,rw", device: ":/export" }), ["blog remote-storage addr=10.0.0.9 :/export"]],
    ["CIFS, without its password", volume({ type: "cifs", o: "username=a,password=secret", device: "//nas/x" }),
        ["blog remote-storage //nas/x"]],
    ["memory with programs", volume({ type: "tmpfs", device: "tmpfs", o: "size=1m,exec" }), ["blog option o=exec"]],
    ["an unknown option of a volume", volume({ surprise: "x" }), ["blog unknown volumes.data.driver_opts.surprise: x"]],

    ["a secret of the host", { secrets: { a: { name: "blog_a", file: "/etc/shadow" } } }, ["blog host-path-read /etc/shadow"]],
    ["a config that is a socket", { configs: { a: { name: "blog_a", file: "/var/run/docker.sock" } } },
        ["blog docker-socket /run/docker.sock"]],
    ["a secret of a plugin", { secrets: { a: { name: "a", driver: "vault", template_driver: "golang" } } },
        ["blog option secrets.a.driver=vault", "blog option secrets.a.template_driver=golang"]],
    ["variables from elsewhere", service({ env_file: [{ path: "/root/x.env" }], label_file: ["/srv/labels"] }),
        ["web host-path-read /root/x.env", "web host-path-read /srv/labels"]],
])("%s", (_what, model, expected) => {
    expect(asked(model)).toEqual(expected);
});

test.each<[string, object, string[]]>([
    ["/srv/x", {}, ["host-path /srv/x"]],
    ["/srv/x", readOnly, ["host-path-read /srv/x"]],
    ["/srv/x", { ...readOnly, bind: { recursive: "writable" } }, ["host-path /srv/x"]],
    ["/srv/x", { bind: { propagation: "rshared", create_host_path: true } }, ["shared-mounts", "host-path /srv/x"]],
    ["/srv/x", { bind: { propagation: "rslave", selinux: "Z" } }, ["host-path /srv/x"]],
    ["/var/run/docker.sock", readOnly, ["docker-socket /run/docker.sock"]],
    ["/run/docker.sock", {}, ["docker-socket /run/docker.sock"]],
    ["/var/run/../run/./docker.sock", {}, ["docker-socket /run/docker.sock"]],
    ["//var//run//docker.sock/", {}, ["docker-socket /run/docker.sock"]],
    ["/proc/1/root/var/run/docker.sock", readOnly, ["docker-socket /run/docker.sock"]],
    ["/run/containerd/containerd.sock", {}, ["docker-socket /run/containerd/containerd.sock"]],
    ["/run/podman/podman.sock", {}, ["docker-socket /run/podman/podman.sock"]],
    ["/run", readOnly, ["docker-socket /run"]],
    ["/var/run", {}, ["docker-socket /run"]],
    ["/", {}, ["full-control /"]],
    ["/srv/..", {}, ["full-control /"]],
    ["/", readOnly, ["docker-socket /"]],
    ["/usr/share/zoneinfo/../../..", readOnly, ["docker-socket /"]],
    ["/usr/share/zoneinfo/Europe", readOnly, []],
    ["/usr/share/zoneinfo", {}, ["host-path /usr/share/zoneinfo"]],
    ["/etc/localtime", {}, []],
    ["/etc/timezone", readOnly, []],
    ["/etc/localtime/../shadow", readOnly, ["host-path-read /etc/shadow"]],
    ["/etc", {}, ["full-control /etc"]],
    ["/etc/ssl", {}, ["host-path /etc/ssl"]],
    ["/etc/cron.d/x", {}, ["full-control /etc/cron.d/x"]],
    ["/proc", readOnly, ["host-path-read /proc"]],
    ["/proc/sys/kernel", {}, ["full-control /proc/sys/kernel"]],
    ["/sys/fs/cgroup", {}, ["full-control /sys/fs/cgroup"]],
    ["/var/lib/docker/volumes", {}, ["full-control /var/lib/docker/volumes"]],
    ["/var/lib", {}, ["full-control /var/lib"]],
    ["/var/lib/appmanage/apps/shop", {}, ["full-control /var/lib/appmanage/apps/shop"]],
    ["/var/lib/appmanage/apps/shop/.env", readOnly, ["host-path-read /var/lib/appmanage/apps/shop/.env"]],
    [`${folder}/../blog2`, readOnly, ["host-path-read /data/library/apps/blog2"]],
    [`${folder}/../blog2`, {}, ["full-control /var/lib/appmanage/apps/blog2"]],
    [`${folder}/../../../docker`, {}, ["full-control /var/lib/docker"]],
    [`${folder}/../../../../run/docker.sock`, readOnly, ["docker-socket /run/docker.sock"]],
    [`${folder}/data`, {}, []],
    [`${folder}/docker.sock`, {}, []],
    [`${folder}/src/.env`, {}, []],
    [folder, readOnly, []],
    [folder, {}, ["full-control ."]],
    [`${folder}/data/..`, {}, ["full-control ."]],
    ["/data/library", {}, ["full-control /data/library"]],
    [`${folder}/docker-compose.yml`, {}, ["full-control ./docker-compose.yml"]],
    [`${folder}/docker-compose.yml`, readOnly, []],
    [`${folder}/compose.override.yaml`, {}, ["full-control ./compose.override.yaml"]],
    [`${folder}/./.env`, {}, ["full-control ./.env"]],
    [`${folder}/conf`, {}, ["full-control ./conf"]],
    [`${folder}/conf/more.env`, {}, ["full-control ./conf/more.env"]],
    [`${folder}/a\nb`, readOnly, ["full-control ./a\nb"]],
    [`${folder}/a\u0000b`, {}, ["full-control ./a\u0000b"]],
])("a mount of %s with %j", (source, more, expected) => {
    expect(asked(mounting(source, more), [".env", "conf/more.env"])).toEqual(expected.map(right => `web ${right}`));
});

test("what a mount from within a writable folder is, a link in that folder decides", () => {
    const both = (outer: object, inner: string) => service({ volumes: [bind(`${folder}/src`, outer), bind(inner)] });
    expect(asked(both({}, `${folder}/src/app.conf`))).toEqual(["web full-control ./src"]);
    expect(asked(both(readOnly, `${folder}/src/app.conf`))).toEqual([]);
    expect(asked(both({}, `${folder}/src`))).toEqual([]);
    expect(asked(both({}, `${folder}/src2/app.conf`))).toEqual([]);
    const elsewhere = [
        { services: { web: { volumes: [bind(`${folder}/src`)] }, db: { volumes: [bind(`${folder}/src/db`, readOnly)] } } },
        { ...mounting(`${folder}/src`), secrets: { a: { file: `${folder}/src/a` } } },
        { ...mounting(`${folder}/src`), ...volume({ type: "none", o: "bind", device: `${folder}/src/data` }) },
        service({ volumes: [bind(`${folder}/src`)], build: { context: `${folder}/src/image`, dockerfile: "Dockerfile" } }),
        service({ volumes: [bind(`${folder}/src`)], env_file: [`${folder}/src/web.env`] }),
    ];
    for (const model of elsewhere)
        expect(asked(model)).toEqual(["web full-control ./src"]);
    expect(asked(service({ volumes: [bind("/srv/data"), bind("/srv/data/media", readOnly)] })))
        .toEqual(["web full-control /srv/data", "web host-path-read /srv/data/media"]);
});

test("what is asked for twice is shown once, the worst of each service first", () => {
    expect(asked({
        services: {
            web: { cap_add: ["NET_ADMIN"], privileged: true, volumes: [bind("/srv/x"), bind("/srv/y/../x")] },
            db: { group_add: ["disk"], pid: "host" },
        },
        secrets: { a: { file: "/srv/a" } },
    })).toEqual([
        "web privileged", "web host-path /srv/x", "web capability NET_ADMIN", "db host-processes", "db group disk",
        "blog host-path-read /srv/a",
    ]);
});

test("a long text is cut", () => {
    const [right] = asked(service({ annotations: { a: "x".repeat(5000) } }));
    expect(right?.length).toBeLessThan(250);
});

test("what compose can't have printed asks for nothing", () => {
    for (const model of [undefined, null, [], "x", {}])
        expect(privilegeChecks(model, { folder, home, reads: [] })).toEqual([]);
});
