// SPDX-License-Identifier: LGPL-2.1-or-later
/** A compose project as compose resolved it: the output of `docker compose config --format json`. */
import * as z from "../machine/zod";

export type DependencyCondition = "service_started" | "service_healthy" | "service_completed_successfully";

/** A port on the host. `last` is above `first` where compose lets the engine choose one of a range. */
export interface ComposePort {
    /** Host address, "" for all. */
    address: string;
    /** Undefined where the engine chooses any free port. */
    host: { first: number, last: number } | undefined;
    container: number;
    protocol: string;
}

export interface ComposeMount {
    type: "bind" | "volume" | "tmpfs" | "image" | "other";
    /** Absolute host path of a bind, key of `volumes` for a volume, "" for an anonymous volume, an image's name. */
    source: string;
    target: string;
    readOnly: boolean;
    /** Of a bind: whether docker makes a folder where nothing is; undefined where the file says nothing and Compose decides. */
    isMade: boolean | undefined;
}

export interface ComposeService {
    /** "" where it is built and has no name of its own. */
    image: string;
    isBuilt: boolean;
    /** Folders of the host that it is built from. */
    builtFrom: string[];
    /** Path of its Dockerfile on the host; "" if it has none, or an inline one. */
    dockerfile: string;
    /** Paths of devices of the host. */
    devices: string[];
    /** "always", "missing", "if_not_present", "never", "build", "daily" …, "" where nothing is said. */
    pullPolicy: string;
    /** Fixed name of the container, "" where compose names it. */
    containerName: string;
    /** "no", "always", "unless-stopped", "on-failure", "on-failure:3"; "" where nothing is said: docker's "no". */
    restart: string;
    scale: number;
    /** `none`: the file says nothing and the image decides; `disabled`: the image's own check is off as well. */
    healthcheck: "none" | "set" | "disabled";
    dependsOn: Record<string, DependencyCondition>;
    /** Its variables, those too that it reads from files as they are at that moment. */
    environment: Record<string, string>;
    ports: ComposePort[];
    /** Ports for other containers, which need no publishing. */
    exposesPorts: boolean;
    mounts: ComposeMount[];
    /** "" for compose's own networks, else "host", "none", "service:db", "container:x". */
    networkMode: string;
    /** "linux/arm64", "" where any will do. */
    platform: string;
    /** What it makes use of that older engines can't do. */
    features: Feature[];
}

/** In the words of the compose file. */
export type Feature =
    | "start_interval" | "interface_name" | "gw_priority" | "volume.subpath" | "type: image" | "jobs" | "pre_start";

export interface ComposeNetwork {
    name: string;
    external: boolean;
    subnets: string[];
    driver: string;
    ipv6: boolean;
    /** Nothing is said but its name: it is as `docker network create` makes one. */
    plain: boolean;
}

export interface ComposeVolume {
    name: string;
    external: boolean;
    /** Folder of the host that is mounted in its place, "" for none. */
    bound: string;
}

export interface ComposeConfig {
    name: string;
    services: Record<string, ComposeService>;
    /** By key; `name` is the name docker knows. Compose neither creates nor removes an external one. */
    networks: Record<string, ComposeNetwork>;
    volumes: Record<string, ComposeVolume>;
    /** Secrets and configs by files of the host. */
    materials: Material[];
    /** Of the whole file. */
    features: Feature[];
}

/** A secret or a config. */
export interface Material {
    kind: "secret" | "config";
    /** Docker's name where it is external, else the file's key. */
    name: string;
    /** Path on the host, "" where it comes from somewhere else. */
    file: string;
    /** Swarm has such, and nothing else. */
    external: boolean;
}

/** Compose leaves out what is not set, and says null where a file does. */
const text = z.pipe(z.nullish(z.string()), z.transform(read => read ?? ""));
const flag = z.pipe(z.nullish(z.boolean()), z.transform(read => read ?? false));
const listOf = <T extends z.ZodMiniType>(item: T) => z.pipe(z.nullish(z.array(item)), z.transform(read => read ?? []));
const mapOf = <T extends z.ZodMiniType>(item: T) =>
    z.pipe(z.nullish(z.record(z.string(), item)), z.transform(read => read ?? {}));

const port = z.pipe(z.object({
    host_ip: text,
    target: z.number(),
    published: z.pipe(z.nullish(z.union([z.string(), z.number()])), z.transform(read => String(read ?? ""))),
    protocol: z.pipe(z.nullish(z.string()), z.transform(read => read ?? "tcp")),
}), z.transform((read): ComposePort => {
    const [first, last] = read.published.split("-");
    return {
        address: read.host_ip,
        host: first ? { first: Number(first), last: Number(last ?? first) } : undefined,
        container: read.target,
        protocol: read.protocol,
    };
}));

const mount = z.pipe(z.object({
    type: z.union([
        z.enum(["bind", "volume", "tmpfs", "image"]), z.pipe(z.string(), z.transform(() => "other" as const)),
    ]),
    source: text,
    target: z.string(),
    read_only: flag,
    bind: z.nullish(z.object({ create_host_path: z.nullish(z.boolean()) })),
    volume: z.nullish(z.object({ subpath: z.nullish(z.string()) })),
}), z.transform(read => ({
    type: read.type, source: read.source, target: read.target, readOnly: read.read_only,
    isMade: read.bind?.create_host_path ?? undefined,
    features: [...read.volume?.subpath ? ["volume.subpath" as const] : [],
        ...read.type === "image" ? ["type: image" as const] : []],
})));

const healthcheck = z.object({
    disable: z.nullish(z.boolean()),
    test: z.nullish(z.array(z.string())),
    start_interval: z.nullish(z.string()),
});

function healthcheckFrom(read: z.infer<typeof healthcheck> | null | undefined): ComposeService["healthcheck"] {
    if (read?.disable || read?.test?.[0] === "NONE")
        return "disabled";
    return read?.test ? "set" : "none";
}

const restartPolicy = z.object({ condition: text, max_attempts: z.nullish(z.number()) });

const deploy = z.object({ replicas: z.nullish(z.number()), restart_policy: z.nullish(restartPolicy) });

const isPath = (text: string): boolean => text.startsWith("/");

const build = z.pipe(z.object({
    context: text,
    dockerfile: text,
    dockerfile_inline: text,
    additional_contexts: mapOf(z.string()),
}), z.transform(read => ({
    folders: [read.context, ...Object.values(read.additional_contexts)].filter(isPath),
    dockerfile: read.dockerfile_inline !== "" || !isPath(read.context) ? ""
        : isPath(read.dockerfile) ? read.dockerfile : `${read.context}/${read.dockerfile || "Dockerfile"}`,
})));

/** Older versions of Compose print it as the file has it, "/dev/a:/dev/b:rw". A name that is not a path is a CDI device. */
const device = z.pipe(
    z.union([z.string(), z.pipe(z.object({ source: text }), z.transform(read => read.source))]),
    z.transform(read => read.split(":")[0] ?? ""));

const serviceNetwork = z.nullish(z.pipe(
    z.object({ interface_name: z.nullish(z.string()), gw_priority: z.nullish(z.number()) }),
    z.transform((read): Feature[] => [
        ...(read.interface_name ?? "") === "" ? [] : ["interface_name" as const],
        ...read.gw_priority ? ["gw_priority" as const] : [],
    ])));

/** Of a condition that a later compose knows, nothing is certain but that the other service comes first. */
const dependency = z.pipe(z.object({
    condition: z.catch(
        z.enum(["service_started", "service_healthy", "service_completed_successfully"]), "service_started"),
}), z.transform(read => read.condition));

const service = z.pipe(z.object({
    image: text,
    build: z.nullish(build),
    container_name: text,
    devices: listOf(device),
    restart: text,
    scale: z.nullish(z.number()),
    deploy: z.nullish(deploy),
    healthcheck: z.nullish(healthcheck),
    depends_on: mapOf(dependency),
    environment: mapOf(z.nullable(z.string())),
    ports: listOf(port),
    expose: listOf(z.unknown()),
    volumes: listOf(mount),
    network_mode: text,
    platform: text,
    pull_policy: text,
    networks: z.nullish(z.record(z.string(), serviceNetwork)),
    pre_start: z.nullish(z.array(z.unknown())),
}), z.transform((read): ComposeService => ({
    image: read.image,
    pullPolicy: read.pull_policy,
    isBuilt: read.build !== undefined && read.build !== null,
    builtFrom: read.build?.folders ?? [],
    dockerfile: read.build?.dockerfile ?? "",
    devices: read.devices.filter(isPath),
    containerName: read.container_name,
    restart: restartFrom(read.restart, read.deploy?.restart_policy),
    scale: read.scale ?? read.deploy?.replicas ?? 1,
    healthcheck: healthcheckFrom(read.healthcheck),
    dependsOn: read.depends_on,
    environment: Object.fromEntries(Object.entries(read.environment).map(([key, value]) => [key, value ?? ""])),
    ports: read.ports,
    exposesPorts: read.expose.length > 0,
    mounts: read.volumes.map(({ type, source, target, readOnly, isMade }) => ({ type, source, target, readOnly, isMade })),
    networkMode: read.network_mode,
    platform: read.platform,
    features: [
        ...(read.healthcheck?.start_interval ?? "") === "" ? [] : ["start_interval" as const],
        ...read.pre_start ? ["pre_start" as const] : [],
        ...Object.values(read.networks ?? {}).flatMap(network => network ?? []),
        ...read.volumes.flatMap(({ features }) => features),
    ],
})));

const volume = z.pipe(
    z.object({ name: z.string(), external: flag, driver_opts: mapOf(z.union([z.string(), z.number()])) }),
    z.transform(({ name, external, driver_opts: { o, device = "" } }): ComposeVolume =>
        ({ name, external, bound: /(^|,)r?bind(,|$)/.test(String(o)) && isPath(String(device)) ? String(device) : "" })));

const network = z.pipe(z.looseObject({
    name: z.string(),
    external: flag,
    driver: z.nullish(z.string()),
    enable_ipv6: z.nullish(z.boolean()),
    ipam: z.nullish(z.looseObject({ config: z.nullish(z.array(z.object({ subnet: z.nullish(z.string()) }))) })),
}), z.transform(({ name, external, ipam, ...more }): ComposeNetwork => ({
    name,
    external,
    driver: more.driver ?? "",
    ipv6: more.enable_ipv6 ?? false,
    subnets: (ipam?.config ?? []).flatMap(({ subnet }) => subnet ?? []),
    plain: !external && Object.keys(more).length === 0 && Object.keys(ipam ?? {}).length === 0,
})));

const material = z.object({
    name: text, file: text, external: flag,
});

const job = z.looseObject({
    triggers: z.nullish(z.looseObject({ schedule: z.nullish(z.array(z.unknown())) })),
});

function materialsOf(kind: Material["kind"], read: Record<string, z.infer<typeof material>>): Material[] {
    return Object.entries(read).map(([key, { name, file, external }]) => ({ kind, name: external ? name || key : key, file,
        external }));
}

const config = z.pipe(z.object({
    name: z.string(),
    services: mapOf(service),
    networks: mapOf(network),
    volumes: mapOf(volume),
    configs: mapOf(material),
    secrets: mapOf(material),
    jobs: mapOf(job),
}), z.transform(({ configs, secrets, jobs, ...read }): ComposeConfig => ({
    ...read,
    materials: [...materialsOf("config", configs), ...materialsOf("secret", secrets)],
    // Those that are run by hand are containers like any other.
    features: Object.values(jobs).some(({ triggers }) => triggers?.schedule?.length) ? ["jobs"] : [],
})));

/**
 * The command's standard output in. Throws a SyntaxError if it is not JSON.
 * Compose doubles every `$` of its output, keys included, so that it can be read as a compose file again.
 */
export function composeModelFrom(output: string): unknown {
    return JSON.parse(output.replaceAll("$$", "$"));
}

/** The same, and a ZodError if it is not a compose project. */
export function composeConfigFrom(output: string): ComposeConfig {
    return config.parse(composeModelFrom(output));
}

/** `deploy` beats `restart`; without a condition it is docker's "no", whatever compose's specification says. */
function restartFrom(restart: string, policy: z.infer<typeof restartPolicy> | null | undefined): string {
    if (!policy)
        return restart;
    switch (policy.condition) {
        case "none": return "no";
        case "any": return "always";
        case "on-failure": return policy.max_attempts ? `on-failure:${policy.max_attempts}` : "on-failure";
        default: return policy.condition;
    }
}

/**
 * Services whose images a registry is asked for: not those that the file builds, under whatever service's name, and not
 * those that it says are never pulled.
 */
export function servicesToPull({ services }: Pick<ComposeConfig, "services">): string[] {
    const built = new Set(Object.values(services).flatMap(({ isBuilt, image }) => isBuilt && image !== "" ? imageName(image) : []));
    return Object.entries(services)
        .filter(([, { image, isBuilt, pullPolicy }]) => image !== "" && !isBuilt && !built.has(imageName(image)) &&
            pullPolicy !== "never" && pullPolicy !== "build")
        .map(([name]) => name);
}

/** "mine" and "docker.io/library/mine:latest" are the same image. */
function imageName(image: string): string {
    const name = image.replace(/^(?:docker\.io|index\.docker\.io)\//, "").replace(/^library\//, "");
    return /[:@][^/]*$/.test(name) ? name : `${name}:latest`;
}
