// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * The words by which a cause is recognized: those of docker 26.1.5, with its own image store and containerd's, and
 * Compose 2.26.1 and 2.40.3, observed; those of Docker 27 to 29, Compose 5, runc, containerd and Podman, from their
 * sources and from public bug reports.
 *
 * Exit codes tell little: Compose 2.26 ends with 18 for a pull, 15 for a compose file, 14 for a missing env file, 17
 * for a build and 1 for all else; 2.40 always with 1.
 *
 */
import type { CauseId } from "./causes";

type Sign = readonly [CauseId, RegExp];

/** Longer words and arguments are not looked for: unbounded, a hostile line would take a time quadratic in its length. */
const longestWord = 500;

/** The pattern with a bound for every `+` and `*`. */
function bounded(pattern: RegExp): RegExp {
    const source = pattern.source.replace(/\\.|\[(?:\\.|[^\]])*\]|[+*]/g, part =>
        part === "+" ? `{1,${longestWord}}` : part === "*" ? `{0,${longestWord}}` : part);
    return new RegExp(source, pattern.flags);
}

/** Docker's own tools, which are mistaken for the app's program by their "executable file not found". */
const tools: readonly Sign[] = [
    ["compose-missing", /^unknown flag: --progress$|^unknown shorthand flag: 'p' in -p|'compose' is not a docker command|unknown command: docker compose/],
    ["docker-missing", /\bdocker: (?:command )?not found$/],
    ["credential-store", /error (?:getting|listing|storing) credentials|docker-credential-\w+|resolving credentials failed/i],
    ["gpu-missing", /nvidia-container|nvidia-smi"?: ?.{0,40}not found|runtime name: nvidia$|could not select device driver "[^"]*" with cap/],
    ["gpu-missing", /failed to discover GPU vendor|no known GPU vendor|unresolvable CDI devices|CDI spec not found|CDI device driver/],
    ["security-module", /apparmor_parser|apparmor failed to apply profile|unable to apply apparmor profile|docker-default profile could not/],
    ["security-module", /attr\/(?:keycreate|exec|apparmor\/exec)\b|SELinux relabeling|relabel failed|container_t\b|can't set process label/],
    ["security-module", /error setting label on mount source/],
    ["docker-incomplete", /(?:exec: "|fork\/exec )\S{0,80}(?:containerd-shim|runc|crun|docker-proxy|docker-init|ip6?tables|nft|conmon|netavark)\b/],
    ["docker-incomplete", /ip6?tables(?: is missing|: command)? not found|ip6tables is missing|userland-proxy-path is not set/],
    ["docker-incomplete", /runc did not terminate successfully|binary not installed|symbol lookup error|could not find "?(?:netavark|pasta|conmon)|netavark: No such file/],
    ["swarm-missing", /This node is not a swarm manager|from a worker node|when swarm is not active/],
];

const docker: readonly Sign[] = [
    ["permission-denied", /permission denied while trying to connect to the (?:Docker daemon socket|docker API)|authorization denied by plugin/],
    ["docker-not-running", /[Cc]annot connect to the Docker daemon|failed to connect to the docker API|unable to connect to Podman/],
    ["docker-stopped", /^error during connect: |daemon is shutting down|Error response from daemon: .{0,500}grpc: the client connection is closing/],
    ["docker-stopped", /Could not mount \S+ to container while the daemon is shutting/],
    ["docker-version", /client version \S+ is too (?:new|old)|requires? (?:API version|Docker Engine) v?\d/i],
    ["docker-not-answering", /dial unix \S{0,200}containerd\.sock|UnixHTTPConnectionPool|connection error: desc = "transport: /],
    ["docker-not-answering", /(?:failed to (?:create|start) (?:task|shim)|start failed|shim task)\b.{0,500}(?:context deadline exceeded|DeadlineExceeded)/],
    ["nested-container", /Sysctl error: .{0,80}(?:Read-only file system|denied)/],
    ["disk-full", /no space left on device/i],
    ["disk-quota", /disk quota exceeded/i],
    ["mount-point", /error while creating mount source path '([^']+)': (?:mk|ch)\S+ \S+: (?!no such)/],
    ["mount-point", /error mounting "[^"]+" to rootfs at "([^"]+)": .{0,500}: read-only file system/],
    ["disk-read-only", /read-only file system/i],
    ["mount-disconnected", /transport endpoint is not connected|stale (?:NFS )?file handle|host is down: unknown/i],
    ["disk-error", /input\/output error|structure needs cleaning/i],
    ["out-of-memory", /cannot allocate memory|\bout of memory|container init was OOM-killed|\(possibly OOM-killed\)/i],
    ["too-many-open-files", /too many open files/],
    ["too-many-processes", /fork\/exec \S+: resource temporarily unavailable|pthread_create failed|can't start new thread/],
    ["log-driver", /failed to initialize logging driver|error creating logger|journald is not enabled on this host/],
    ["volume-mount", /error while mounting volume '([^']+)'/],
    ["volume-mount", /failed to mount local volume: mount (\S+?):/],
];

const kernel: readonly Sign[] = [
    ["kernel-module", /sandbox \(\S+\) pair interfaces: operation not (?:supported|permitted)/],
    ["kernel-module", /[Ff]ailed to create (?:the )?(?:bridge|ipvlan|macvlan|vxlan)\b.{0,200}: (?:operation|protocol|function) not (?:supported|permitted|implemented)/],
    ["kernel-module", /\b(?:veth|bridge|vxlan|ipvlan|macvlan|ip6?tables|nft)\w*\b.{0,300}: (?:operation|protocol|function) not (?:supported|implemented)/i],
    ["kernel-module", /modprobe: (?:FATAL|ERROR)|Module \S+ not found in directory|do you need to insmod|missing kernel module/],
    ["kernel-module", /kernel module is loaded|can't initialize ip6?tables table|[Cc]ouldn't load (?:match|target)|Table does not exist/],
    ["kernel-module", /Netlink error: (?:Operation|Protocol) not supported|adding interface \S+ to bridge \S+ failed: operation not supported/],
    ["kernel-module", /overlay\b.{0,300}: no such device|as your kernel does not support|not (?:enabled|supported) (?:in|by) (?:the|your) kernel/],
    ["ipv6-pool-missing", /non-overlapping IPv6 address pool|ipv6 pool is empty|no IPv6 address pool/i],
    ["ipv6-disabled", /\/proc\/sys\/net\/ipv6\S*: no such file|address family not supported|IPv6 (?:setup|addresses) (?:for|on) bridge/],
    ["ipv6-disabled", /failed to (?:add IPv6 address|set IPv6 (?:default route|gateway))\b.{0,200}: (?:permission denied|operation not|address family)/],
    ["nested-container", /open sysctl \S+ file: .{0,80}permission denied|"(?:proc|sysfs|mqueue|devpts)\\*" to rootfs .{0,200}(?:permission denied|not permitted)/],
    ["cgroup", /(?:unable to apply|applying) cgroup|setting cgroup config|cgroup mountpoint does not exist|cgroup is not empty|BPF_CGROUP_DEVICE/],
    ["cgroup", /error adding pid \d+ to cgroups|creating systemd unit|\.scope (?:was|already)|"cgroup" to rootfs|openat2 \/sys\/fs\/cgroup/],
    ["cgroup", /\/sys\/fs\/cgroup\/\S*: (?:permission denied|no such file|device or resource busy|invalid argument)/],
    ["id-mapping", /cannot be mapped to a host ID|insufficient UIDs or GIDs|unmapped [ug]id|no subuid ranges|cannot set uid to unmapped/],
    ["id-mapping", /(?:failed to register layer|ApplyLayer|unpacking)\b.{0,200}lchown \S+: invalid argument/],
    ["filesystem-unsupported", /lsetxattr .{0,200}(?:not supported|not permitted)|failed to convert whiteout|no quota support/],
    ["filesystem-unsupported", /failed to (?:chmod|chown) (?:on )?\S+: .{0,200}not permitted|failed to copy file info for/],
];

const registry: readonly Sign[] = [
    ["proxy-login", /Proxy Authentication Required/],
    ["proxy-unreachable", /proxyconnect tcp|socks connect/],
    ["proxy-unreachable", /(?:Get|Head|Post) "https?:[^" ]*": (?:Bad Gateway|Service Unavailable|Gateway Time-?out)$/],
    ["rate-limit", /toomanyrequests|429 Too Many Requests|pull rate limit/],
    ["name-not-resolved", /dial tcp: lookup ([^ :]+)(?: on \S+)?: /],
    ["name-not-resolved", /lookup ([^ :]+)(?: on \S+)?: (?:no such host|server misbehaving|Temporary failure)/],
    ["certificate-expired", /x509: certificate has expired or is not yet valid/],
    ["certificate", /x509: /],
    ["registry-not-encrypted", /server gave HTTP response to HTTPS client|first record does not look like a TLS handshake/],
    ["tls-failed", /remote error: tls: |tls: (?:handshake failure|protocol version|no supported versions|server selected)/],
    ["registry-unreachable-ipv6", /dial tcp6? \[[\da-f:.%\w]+\]:\d+: connect: (?:cannot assign|network is unreachable|no route to host|permission denied)/],
    ["registry-unreachable", /dial tcp4? \S+ (?:connect: )?(?:connection refused|no route to host|network is unreachable|host is down)/],
    ["registry-unreachable", /dial tcp[46]? \S+ connect: (?:cannot assign requested address|permission denied|connection refused)/],
    ["registry-unreachable", /Error response from daemon: unknown:\s*$/],
    ["registry-timeout", /TLS handshake timeout|Client\.Timeout (?:or context cancellation|exceeded)|dial tcp[46]? \S+ i\/o timeout/],
    ["registry-timeout", /(?:read|connect): (?:connection|operation) timed out|timeout awaiting response headers|: i\/o timeout$/],
    ["registry-timeout", /request canceled while waiting for connection|context deadline exceeded/],
    ["wrong-architecture", /no matching manifest for|does not match the specified platform|no match for platform|no image found in .{0,40} for arch/],
    ["wrong-architecture", /does not provide the specified platform|exec format error/],
    ["digest-mismatch", /filesystem layer verification failed|unexpected commit digest|failed size validation|manifest verification failed/],
    ["digest-mismatch", /image config verification failed|Digest did not match|could not validate layer digest/],
    ["image-damaged", /^unknown blob$|blob unknown to registry|archive\/tar: invalid tar header|gzip: invalid header|layers from manifest don't/],
    ["image-damaged", /could not fetch content descriptor .{0,300}not found/],
    ["image-damaged", /failed to register layer: .{0,500}unexpected EOF|flate: corrupt input|magic number mismatch|corrupted -- crc32/],
    ["docker-storage", /content digest sha256:\w+: not found|parent snapshot \S+ does not exist|failed to get reader from content store/],
    ["image-format", /missing signature key|unsupported manifest media type|mediaType in manifest should be/],
    ["image-format", /schema ?(?:version )?1\b.{0,200}(?:deprecated|support)|Docker Image Format v1|not implemented: media type/],
    ["image-format", /unsupported (?:layer )?media type|cannot download image with operating system|operating system "\w+" cannot be used/],
    ["unauthorized", /incorrect username or password|^(?:Error response from daemon: )?unauthorized$|invalid username\/password/],
    ["unauthorized", /unauthorized: (?!authentication required)|401 Unauthorized/],
    ["not-logged-in", /no basic auth credentials/],
    ["no-such-image", /pull access denied for |repository does not exist|name unknown|repository name not known to registry/],
    ["not-logged-in", /authentication required|insufficient_scope/],
    ["no-such-tag", /manifest for (\S+) not found/],
    ["no-such-tag", /failed to resolve reference "([^"]+)": [^"]{0,300}not found/],
    ["no-such-tag", /failed to resolve source metadata for (\S+): \S+ not found/],
    ["no-such-tag", /docker:\/\/([^ "]+?): reading manifest \S+ in \S+ manifest unknown/],
    ["no-such-image", /manifest unknown|image \S+ not found$|: 404 Not Found/],
    ["access-denied", /(?:from daemon|registry|status.{0,300}|\/v2\/[^:]*"?): (?:denied|Forbidden|403 Forbidden)\b|requested access to the resource is denied/],
    ["registry-error", /(?:unexpected (?:HTTP )?status|status from \S+ request to \S+): (5\d\d)/],
    ["registry-error", /\b(50[0234]) (?:Internal Server Error|Bad Gateway|Service Unavailable|Gateway Time-?out)/],
    ["registry-odd-answer", /invalid character '.{1,12}' looking for beginning of value|error unmarshalling content/],
    ["registry-odd-answer", /missing or empty Content-Length header|error parsing HTTP \d+ response body/],
    ["registry-odd-answer", /status from \S+ request to \S+: [34]\d\d/],
    ["connection-lost", /connection reset by peer|expected HTTP 206 from byte range request|http2: .{0,200}(?:GOAWAY|closed|lost)/],
    ["connection-lost", /broken pipe|use of closed network connection|stream error: |(?:Get|Head) "https?:[^"]*": (?:unexpected )?EOF$/],
    ["image-missing", /No such image: (\S+)/],
    ["short-image-name", /short-name "?([^" ]+)"? did not resolve/],
    ["bad-image-name", /invalid reference format/],
    ["build-failed", /failed to solve: |unable to prepare context|Cannot locate specified Dockerfile|failed to read dockerfile|requires buildx|buildx component is missing/],
];

const networks: readonly Sign[] = [
    ["port-privileged", /cannot expose privileged port (\d+)|listen (?:tcp|udp)[46]? \S*?:(\d+): bind: permission denied/],
    ["port-privileged", /[Ff]ailed to bind port (\d+) \(Permission denied\)/],
    ["port-taken", /Bind for \S+:(\d+) failed: port is already allocated/],
    ["port-taken", /listen (?:tcp|udp|sctp)[46]? \S*?:(\d+): (?:bind|listen): address already in use/],
    ["port-taken", /failed to bind host port (?:for )?(?:\[[^\]]*\]|[\d.]+):(\d+)\b.{0,200}address already in use/],
    ["port-taken", /[Ff]ailed to bind port (\d+) \(Address already in use\)|on \S+:(\d+): IO error: Address already in use/],
    ["ports-taken", /all ports are allocated/],
    ["address-not-here", /(?:tcp|udp|sctp)[46]? (\S+): bind: cannot assign requested address/],
    ["address-not-here", /failed to bind host port (?:for )?((?:\[[^\]]*\]|[\d.]+):\d+)\b.{0,200}cannot assign requested address/],
    ["container-name-taken", /container name "\/?([^"]+)" is already in use/],
    ["in-use", /while removing network: network (\S+) id \S+ has active endpoints/],
    ["in-use", /remove (\S+): volume is in use/],
    ["address-pools-used-up", /non-overlapping IPv4 address pool|predefined address pools have been fully subnetted|find free subnet from subnet pools/],
    ["network-overlap", /Pool overlaps with other one on this address space|have overlapping IPv[46]|have same bridge name/],
    ["network-overlap", /conflicts with existing route|is already used on the host or by another config|failed to allocate gateway \S+ Address already/],
    ["network-full", /no available IPv[46] addresses on this network's address pools: (\S+)/],
    ["network-full", /to bridge (\S+) failed: exchange full|find free IP in range: (\S+)/],
    ["network-broken", /could not find bridge ([^ :]+)|Link not found: (\S+)|no such network interface: (\S+)/],
    ["network-taken", /network (\S+) was found but has incorrect label/],
    ["network-taken", /network with name (\S+) already exists|network name (\S+) already used/],
    ["network-taken", /multiple networks with name "([^"]+)" were found|network (\S+) is ambiguous/],
    ["network-missing", /network (\S+) declared as external, but could not be found/],
    ["network-missing", /network (\S+) not found|find network with name or ID ([^ :]+)/],
    ["address-taken", /Error response from daemon: Address already in use$|requested ip address \S+ is already allocated/],
    ["network-settings", /no configured subnet|invalid (?:network config|endpoint settings|subnet|gateway)|user specified IP address/],
    ["network-settings", /not manually attachable|does not belong to any of this network's subnets|must be created manually|parent interface/],
    ["network-settings", /failed to create the (?:mac|ip)vlan port|doesn't support multiple subnets|gateway ip must be part|invalid subinterface/],
    ["network-settings", /only supported for user defined networks|cannot be connected to any other network|network-scoped alias/],
    ["firewall", /ip6?tables failed|No chain\/target\/match by that name|Chain '\S+' does not exist|INVALID_ZONE|DOCKER-ISOLATION/],
    ["firewall", /ZONE_CONFLICT|COMMAND_FAILED|firewalld: |nft did not return|Could not process rule|(?:nftables|iptables) error/],
    ["firewall", /failed to create (?:NAT|FILTER) chain|Unable to (?:enable|allow|prevent|insert) \S.{0,100} rule|IPv[46] (?:global )?forwarding is disabled: /],
];

const containers: readonly Sign[] = [
    ["volume-missing", /external volume "([^"]+)" not found/],
    ["volume-missing", /no such volume: (\S+)/i],
    ["plugin-missing", /plugin "([^"]+)" not found|docker\/plugins\/([^ /]+)\.sock|support requires (Docker Model) plugin/],
    ["bind-source-missing", /bind source path does not exist: (.+)$/],
    ["bind-source-missing", /error mounting "([^"]+)" to rootfs at "[^"]+": (?:stat|open|lstat) \S+: no such file/],
    ["bind-source-missing", /\bstatfs (\/\S+): no such file|cannot stat `([^`]+)`: No such file/],
    ["mount-kind", /Are you trying to mount a directory onto a file|mountpoint\b.{0,300}is not a directory|mount volume over existing file/],
    ["mount-kind", /source path must be a directory|mount `[^`]+` to `[^`]+`: (?:Not|Is) a directory/],
    ["mount-denied", /path (\S+) is mounted on \S+ but it is not a shared(?: or slave)? mount/],
    ["mount-denied", /The path (\S+) is not shared from the host/],
    ["device-missing", /adding custom device "([^"]+)"/],
    ["device-missing", /\bstat (\/dev\/\S+): no such file/],
    ["runtime-missing", /unknown or invalid runtime name: (\S+)|runtime "?([^" ]+)"? not found/],

    ["container-stopped", /namespace of a non running container: container (\S+) is|of a non running container: (\S+)/],
    ["container-stopped", /Cannot link to a non running container: (\S+)|Container (\S+) is (?:restarting, wait|not running)/i],
    ["container-paused", /cannot start a paused container|Container \S+ is paused/],
    ["container-stuck", /did not receive an exit event|is zombie and can not be killed|could not kill container|marked for removal/],
    ["container-stuck", /removal of container \S+ is already in progress|cannot stop container: |failed to remove root filesystem/],
    ["health-check-missing", /container (\S+) has no healthcheck configured/],
    ["health-check-failing", /container (\S+) is unhealthy/],
    ["one-shot-failing", /service "([^"]+)" (?:didn't complete successfully: exit|pre_start\[\d+\] exited with code) (\d+)/],
    ["one-shot-failing", /(\w\S*) hook exited with status (\d+)/],
    ["service-ended", /container (\S+) exited \((\d+)\)/],
    ["kernel-setting", /sysctl "([^"]+)"/],
    ["kernel-setting", /\/proc\/sys\/([^: ]+):/],
    ["file-missing", /opening seccomp profile \(([^)]+)\) failed: open/],
    ["right-refused", /error setting rlimit|unknown capability|AppArmor|apparmor|seccomp|SELinux|privileged mode is incompatible/],
    ["right-refused", /unable to (?:apply (?:caps|bounding set)|set hostname)|oom_score_adj|when user namespaces are enabled|sethostname: Operation not/],
    ["workdir-missing", /chdir to cwd \("([^"]*)"\)/],
    ["program-missing", /exec: \\*"([^"\\]+)\\*": (?:stat|executable file not found|permission denied|no such file|is a directory|cannot run)/],
    ["program-missing", /(?<!fork\/)exec (\S+): (?:no such file or directory|permission denied|not a directory)|executable file `([^`]+)` not found/],
    ["user-missing", /[Uu]nable to find (?:user|group) ([^:\s]+)/],
    ["resource-limits", /Minimum memory|[Rr]ange of CPUs is from|Requested (?:CPUs|memory nodes) are not available|Invalid value.{0,100}(?:memory|cpu)/],
    ["resource-limits", /memoryswap limit should be|CPU cfs (?:period|quota) can not|can not be less than memory reservation/],
    ["container-missing", /No such container: (\S+)|with service (\S+): container missing|service "([^"]+)" has no container/],
];

const files: readonly Sign[] = [
    ["compose-variable", /cannot combine (COMPOSE_\w+)/],
    ["compose-feature-unknown", /Additional property (\S+) is not allowed/],
    ["compose-feature-unknown", /additional properties '([^']+)'.{0,300} not allowed/],
    ["variable-missing", /required variable (\S+) is missing a value|environment variable "([^"]+)" required by/],
    ["env-file-missing", /env file (?:at )?(\S.{0,500}?) (?:not found|does not exist)/i],
    ["env-file-missing", /No such file or directory: '([^']*\.env)'/],
    ["env-file-invalid", /failed to read \S+: line \d+: |unexpected character .{1,300} in variable name|unterminated quoted value/],
    ["compose-file-invalid", /yaml: |^validating \S|invalid compose project|dependency cycle detected|failed to parse |no service selected/],
    ["compose-file-invalid", /invalid interpolation format|[Ii]nvalid (?:hostPort|containerPort|IP address|port)|decoding failed due to/],
    ["compose-file-invalid", /invalid mount (?:config|path)|[Ii]nvalid container name|invalid project name|invalid volume specification/],
    ["compose-file-invalid", /services\.\S+ must be |no configuration file provided|top-level object must be a mapping|invalid spec: /],
    ["compose-file-invalid", /depends on undefined service|no such service: |is disabled\. Can be enabled by profiles|neither an image nor a build|The Compose file \S+ is invalid because/],
    ["compose-file-invalid", /[Cc]onflicting options: |Duplicate mount point|[Ii]nvalid restart policy|maximum retry count cannot|no command specified/],
    ["compose-file-invalid", /in Healthcheck cannot be|healthcheck\.\w+ requires|hostname \S+ is too long|sethostname: invalid|invalid characters for a local volume/],
    ["compose-file-invalid", /Docker Compose does not support (?:configs|secrets)|security option not supported|invalid --security-opt|mount options conflict/],
    ["compose-file-invalid", /invalid (?:IPC|PID|UTS|cgroup namespace) mode|working directory '[^']*' is invalid|links are not supported/],
];

/** Words that go with many causes: only where nothing above is found. */
const weak: readonly Sign[] = [
    ["file-missing", /^open (.+): no such file or directory$/],
    ["docker-storage", /failed to register layer|layer does not exist|error creating (?:overlay mount|read-write layer)|failed to extract layer/],
    ["docker-storage", /failed to (?:prepare|commit) (?:extraction )?snapshot|failed to unpack image|max depth exceeded|metadata database/],
    ["right-refused", /operation not permitted/i],
    ["permission-denied", /permission denied/i],
    ["access-denied", /: denied\b|\b403 Forbidden|\bForbidden$/],
    ["connection-lost", /\bEOF$/],
    ["container-start", /OCI runtime create failed|failed to create shim task|failed to create task for container|OCI runtime error/],
    ["killed", /^(?:context )?canceled$|context canceled$|^signal: killed$|^Killed$/],
];

/** In order: the first sign that a line of the log shows is the cause; its groups that matched are the arguments. */
export const signs: readonly Sign[] = [
    ...tools, ...docker, ...kernel, ...registry, ...networks, ...containers, ...files, ...weak,
].map(([id, pattern]): Sign => [id, bounded(pattern)]);
