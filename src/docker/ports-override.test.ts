// SPDX-License-Identifier: LGPL-2.1-or-later
import { composeConfigFrom, type ComposeConfig } from "./compose-config";
import type { PortEntry } from "./port-entry";
import { portsOverride, publishAlike } from "./ports-override";

interface Port { target: number, published?: string, host_ip?: string }

function configOf(ports: Port[], more: Record<string, Port[]> = {}): ComposeConfig {
    const services = Object.fromEntries(
        Object.entries({ app: ports, ...more }).map(([name, ports]) => [name, { image: "x", ports }]));
    return composeConfigFrom(JSON.stringify({ name: "app", services }));
}

/** The same ports on this server only, of those that `isMoved` names. */
function moved(config: ComposeConfig, isMoved: (container: number) => boolean = () => true): ComposeConfig {
    return {
        ...config,
        services: Object.fromEntries(Object.entries(config.services).map(([name, service]) => [name, {
            ...service,
            ports: service.ports.map(port => isMoved(port.container) ? { ...port, address: "127.0.0.1" } : port),
        }])),
    };
}

function lines(entries: PortEntry[], ports: Port[], isMoved?: (container: number) => boolean): string[] {
    const from = configOf(ports);
    const text = portsOverride({ app: entries }, from, moved(from, isMoved), () => undefined);
    return text.split("\n").filter(line => !line.startsWith("#") && line !== "");
}

test("it writes a file that replaces the ports of a service and keeps their variables", () => {
    expect(lines(["$W9_DB_PORT_SET:6379"], [{ target: 6379, published: "6380" }])).toEqual([
        "services:", '  "app":', "    ports: !override", '      - "127.0.0.1:$W9_DB_PORT_SET:6379"',
    ]);
});

test("it writes nothing where nothing changes", () => {
    expect(lines(["80:80"], [{ target: 80, published: "80" }], () => false)).toEqual([]);
});

test("it leaves out services whose ports stay as they are", () => {
    const from = configOf([{ target: 80, published: "80" }], { db: [{ target: 5432, published: "5432" }] });
    const text = portsOverride({ app: ["80:80"], db: ["$P:5432"] }, from, moved(from, port => port === 5432), () => undefined);
    expect(text).not.toContain('"app"');
    expect(text).toContain('"127.0.0.1:$P:5432"');
});

test("it keeps entries of a service that do not change", () => {
    const ports = [{ target: 80, published: "80" }, { target: 22, published: "2222" }];
    expect(lines(["${WEB:-80}:80", "$SSH:22"], ports, port => port === 22).slice(3))
        .toEqual(['      - "${WEB:-80}:80"', '      - "127.0.0.1:$SSH:22"']);
});

test("it spells out a row of which only one port changes", () => {
    const ports = [{ target: 80, published: "8080" }, { target: 81, published: "8081" }];
    expect(lines(["8080-8081:80-81"], ports, port => port === 81).slice(3)).toEqual([
        '      - {"target":80,"published":"8080","protocol":"tcp"}',
        '      - {"target":81,"published":"8081","host_ip":"127.0.0.1","protocol":"tcp"}',
    ]);
});

test("it spells out ports that it can't match with entries, with the variables that it knows", () => {
    const from = configOf([{ target: 80, published: "9001" }, { target: 81 }]);
    const text = portsOverride({ app: ["$ALL"] }, from, moved(from), ({ host }) => host ? "W9_HTTP_PORT_SET" : undefined);
    expect(text).toContain('- {"target":80,"published":"${W9_HTTP_PORT_SET}","host_ip":"127.0.0.1","protocol":"tcp"}');
    expect(text).toContain('- {"target":81,"host_ip":"127.0.0.1","protocol":"tcp"}');
});

test("it publishes a port once that was published on two addresses", () => {
    const ports = [{ target: 80, published: "80", host_ip: "10.0.0.5" }, { target: 80, published: "80", host_ip: "10.0.0.6" }];
    expect(lines(["10.0.0.5:80:80", "10.0.0.6:80:80"], ports).slice(3)).toEqual(['      - "127.0.0.1:80:80"']);
});

test("it tells projects that publish the same from others", () => {
    const [one, other] = [{ target: 80, published: "80" }, { target: 81, published: "81" }] as const;
    expect(publishAlike(configOf([one, other]), configOf([other, one]))).toBe(true);
    expect(publishAlike(configOf([one]), moved(configOf([one])))).toBe(false);
    expect(publishAlike(configOf([one]), configOf([one, other]))).toBe(false);
});
