// SPDX-License-Identifier: LGPL-2.1-or-later
import { definitionOf } from "../../library/definition";
import { planInstall, type PlanRequest } from "./plan";
import { placeholderSecrets } from "./secret";

const env = "W9_ID='shop'\nW9_VERSION='1'\nW9_HTTP_PORT_SET='9001'\nW9_ADMIN_PORT_SET='9002'\n";
const compose = "services:\n  web:\n    ports: ['$W9_HTTP_PORT_SET:80', '$W9_ADMIN_PORT_SET:81']\n";

const community = { dist: "community", version: ["1"] };

function planOf(request: Partial<PlanRequest>, taken: readonly number[] = [], edition: object[] = [community], text = env) {
    const variables = JSON.stringify({
        name: "shop", trademark: "Shop", release: true, edition, requirements: { cpu: "1", memory: "1", disk: "1" },
    });
    const files = ["variables.json", "docker-compose.yml", ".env"];
    const result = definitionOf({
        name: "shop", folder: "/library/shop", isLink: false,
        entries: new Map(files.map(file => [file, { type: "f", size: 10 }])),
        contents: new Map([["variables.json", new TextEncoder().encode(variables)]]),
    });
    if (!result || !("app" in result))
        throw new Error(JSON.stringify(result));
    const ports = taken.map(port => ({ address: "", first: port, last: port, protocol: "tcp" as const, holder: "" }));
    const whole = { id: "mine", version: "1", settings: {}, secrets: placeholderSecrets, ...request };
    return planInstall(result.app, text, compose, whole, {
        ports, network: "appmanage-mine", hostName: "server", host: { addresses: [], address: "" },
    });
}

const portsOf = (request: Partial<PlanRequest>, taken?: readonly number[]) => planOf(request, taken).ports;

it("takes the library's ports, or the next free ones", () => {
    expect(portsOf({})).toEqual({ W9_HTTP_PORT_SET: 9001, W9_ADMIN_PORT_SET: 9002 });
    expect(portsOf({}, [9001])).toEqual({ W9_HTTP_PORT_SET: 9002, W9_ADMIN_PORT_SET: 9003 });
});

it("leaves as many free ports to others as it is told", () => {
    expect(portsOf({ portsToLeave: 3 }, [9002])).toEqual({ W9_HTTP_PORT_SET: 9005, W9_ADMIN_PORT_SET: 9007 });
});

it("takes what is asked for, whatever is left to others", () => {
    expect(portsOf({ portsToLeave: 3, settings: { W9_HTTP_PORT_SET: "8080" } }).W9_HTTP_PORT_SET).toBe(8080);
});

it.each([
    ["of one edition keeps its word", [community], "oss"],
    ["of several gets that of the version", [community, { dist: "enterprise", version: ["2"] }], "community"],
])("a file %s", (_what, editions, dist) => {
    expect(planOf({}, [], editions, `${env}W9_DIST='oss'\n`).env).toContain(`\nW9_DIST='${dist}'\n`);
});
