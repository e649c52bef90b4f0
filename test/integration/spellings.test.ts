// SPDX-License-Identifier: LGPL-2.1-or-later
/** Compose files that ask for a right in an unusual spelling: Compose resolves all of them by one call, and each is shown. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { privilegeChecks } from "../../src/apps/install/checks/privileges";
import type { Privilege } from "../../src/apps/install/check";
import { composeModelFrom } from "../../src/docker/compose-config";
import { nodeMachine } from "../../src/machine/node";

jest.setTimeout(60_000);

/** The service of the file. */
const service = (body: string) => `services:\n  NAME:\n    image: x\n    ${body.replaceAll("\n", "\n    ")}\n`;
const mount = (source: string) => service(`volumes: ["${source}:/x"]`);
const volume = (options: string) =>
    `services: {NAME: {image: x, volumes: ["NAME:/x"]}}\nvolumes: {NAME: {driver_opts: {${options}}}}\n`;

/** What stands beside the services is asked for by the app as a whole. */
const spellings: readonly [Privilege, string][] = [
    ["privileged", '{"services":{"NAME":{"image":"x","privileged":true}}}'],
    ["privileged", service('privileged: "true"')],
    ["privileged", service("privileged: !!bool true")],
    ["privileged", service("privileged: yes")],
    ["privileged", service('"\\x70rivileged": true')],
    ["privileged", service("? privileged\n: true")],
    ["privileged", service("<<: {privileged: true}")],
    ["privileged", `x-a: &a {privileged: true}\nx-b: &b\n  <<: *a\n${service("<<: *b")}`],
    ["privileged", `x-a: &a true\n${service("privileged: *a")}`],
    ["privileged", `x-k: &k privileged\n${service("*k : true")}`],
    ["privileged", service("privileged: ${NONE:-true}")],
    ["privileged", `${service("privileged: false")}---\n${service("privileged: true")}`],
    ["privileged", service("build: {context: ., entitlements: [security.insecure]}")],
    ["capability", service("cap_add: [sys_admin]")],
    ["capability", service("cap_add: [CAP_SYS_ADMIN]")],
    ["capability", service("cap_add: [Cap_Sys_Ptrace]")],
    ["capability", service("cap_add: [\"A\\x4cL\"]")],
    ["docker-socket", mount("/var/run/docker.sock")],
    ["docker-socket", mount("/run/../var/run/./docker.sock")],
    ["docker-socket", mount("//var//run//docker.sock")],
    ["docker-socket", service("volumes: [{type: bind, source: /proc/1/root/run/docker.sock, target: /x, read_only: true}]")],
    ["docker-socket", service("volumes: ['/var/run/:/x:ro']")],
    ["docker-socket", mount("/run/containerd/containerd.sock")],
    ["docker-socket", volume("type: none, o: bind, device: /var/run/docker.sock")],
    ["docker-socket", service("volumes: ['/:/x:ro']")],
    ["full-control", mount("/")],
    ["full-control", mount("/usr/..")],
    ["full-control", mount("/usr/share/zoneinfo/../../..")],
    ["full-control", mount("~/../..")],
    ["full-control", mount("../../../../../../../..")],
    ["full-control", mount("${NONE:-/}")],
    ["full-control", mount(".")],
    ["full-control", mount("./src/..")],
    ["full-control", mount("./.env")],
    ["full-control", mount("./docker-compose.yml")],
    ["full-control", mount("/etc/../etc/./passwd")],
    ["full-control", mount("/etc/cron.d/")],
    ["full-control", mount("/proc/self/root/etc/sudoers.d")],
    ["full-control", volume('type: none, o: "rw,bind", device: /')],
    ["full-control", volume('o: rbind, device: "///etc//ssh"')],
    ["host-mount", volume("type: proc, device: proc")],
    ["host-mount", volume("type: ext4, device: /dev/sda1")],
    ["remote-storage", volume('type: nfs, o: "addr=10.0.0.1", device: ":/"')],
    ["host-path", mount("/srv/./data")],
    ["host-path-read", service("volumes: ['/srv:/x:ro,z']")],
    ["host-path-read", service("build: {context: ., dockerfile: /srv/Dockerfile}")],
    ["host-path-read", service("build: {context: ., additional_contexts: [a=/srv]}")],
    ["shared-mounts", service("volumes: ['/srv:/x:rshared']")],
    ["host-network", service("network_mode: host")],
    ["host-network", service('network_mode: "ho\\x73t"')],
    ["host-network", service("build: {context: ., network: host}")],
    ["host-network", "services: {NAME: {image: x, networks: [NAME]}}\nnetworks: {NAME: {external: true, name: host}}\n"],
    ["host-processes", service("pid: host")],
    ["host-processes", service("pid: ${NONE-host}")],
    ["host-memory", service("ipc: >-\n  host")],
    ["other-container", service("pid: container:other")],
    ["other-container", service("network_mode: container:other")],
    ["other-container", service("volumes_from: ['container:other:ro']")],
    ["other-container", service("external_links: ['other:db']")],
    ["unconfined", service("security_opt: ['seccomp=unconfined']")],
    ["unconfined", service("security_opt: ['apparmor:unconfined']")],
    ["unconfined", service("security_opt: ['label=disable']")],
    ["unconfined", service("userns_mode: host")],
    ["unconfined", service("uts: host")],
    ["unconfined", service("cgroup: host")],
    ["devices", service("devices: ['/dev/mem']")],
    ["devices", service("device_cgroup_rules: ['b *:* rwm']")],
    ["devices", service("deploy: {resources: {reservations: {devices: [{capabilities: [gpu]}]}}}")],
    ["kernel-setting", service("sysctls: ['vm.overcommit_memory=1']")],
    ["group", service("group_add: [docker]")],
    ["priority", service("oom_score_adj: -500")],
    ["log-driver", service("logging: {driver: syslog, options: {syslog-address: 'tcp://10.0.0.1'}}")],
    ["remote-build", service("build: https://example.org/app.git")],
    ["remote-build", service("build: {context: ., additional_contexts: {a: 'docker-image://x'}}")],
    ["foreign-volume", "services: {NAME: {image: x, volumes: ['NAME:/x']}}\nvolumes: {NAME: {external: {name: theirs}}}\n"],
    ["option", service("runtime: other")],
    ["option", service("cgroup_parent: /")],
    ["option", service("tmpfs: ['/x:exec']")],
    ["option", service("annotations: {a: b}")],
];

const scratch = mkdtempSync(join(tmpdir(), "spellings-"));
/** As deep as a library's are. */
const folder = join(scratch, "share/cockpit/library/apps/app");
mkdirSync(folder, { recursive: true });
afterAll(() => rmSync(scratch, { recursive: true }));

test("at least sixty files ask for a right, and each right is shown", async () => {
    expect(new Set(spellings.map(([, file]) => file)).size).toBeGreaterThanOrEqual(60);
    const files = spellings.flatMap(([, text], at) => {
        writeFileSync(join(folder, `${at}.yml`), text.replaceAll("NAME", `s${at}`));
        return ["-f", `${at}.yml`];
    });
    const words = ["-p", "app", "--project-directory", folder, ...files, "config", "--format", "json"];
    const { status, stdout, stderr } = await nodeMachine().run(
        ["env", "-C", folder, "docker", "compose", ...words], { seconds: 50 });
    expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });

    const checks = privilegeChecks(composeModelFrom(stdout), { folder, home: "/var/lib/appmanage/apps/app", reads: [] });
    const asked = checks.flatMap(check => check.is === "privilege" ? [`${check.service} ${check.what}`] : []);
    const whole = new Set(asked.filter(one => one.startsWith("app ")));
    const unseen = spellings.filter(([what, file], at) =>
        !asked.includes(`s${at} ${what}`) && !(/^(?:volumes|networks):/m.test(file) && whole.has(`app ${what}`)));
    expect(unseen).toEqual([]);
    // Only what stands beside the services can be asked for by the whole.
    expect(whole).toEqual(new Set([
        "app docker-socket", "app full-control", "app host-mount", "app remote-storage", "app host-network", "app foreign-volume",
    ]));
});
