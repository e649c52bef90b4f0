// SPDX-License-Identifier: LGPL-2.1-or-later
// One record that can't be read, and everything else that is asked meanwhile.
import { readFileSync } from "node:fs";
import { FakeMachine } from "../../../test/fakes/machine";
import { call } from "../../api/call";
import { readState } from "../status/state";

const odd = { app_id: "odd", wish: "paused", large: 1e300, nested: [{ a: null }] };
let machine: FakeMachine;
jest.setTimeout(60_000);
const ask = async (operation: string, body: object) =>
    (await call(machine.context, operation, { Version: "1.0", Language: "en" }, body)).body;
const install = (id: string) => ask("AppInstall", { app_name: "web", customer_app_name: id, app_version: "1.0" });
const saved = () => JSON.parse(readFileSync(machine.paths.records, "utf8")) as unknown;

beforeEach(async () => {
    machine = new FakeMachine();
    machine.addApp("web");
    expect(await install("blog")).toEqual({ ResponseData: { app_id: "blog" } });
    machine.setJob("blog", "done", false);
    machine.containers = [{ id: "c", project: "blog", service: "web", state: "running", status: "Up 1 hour" }];
    const { apps, ...rest } = saved() as { apps: object };
    machine.write("data/apps.json", JSON.stringify({ ...rest, future: { x: 1 }, apps: { odd, ...apps } }));
});
afterEach(() => { machine.remove(); });

it("hides only itself", async () => {
    expect(await ask("AppList", {})).toMatchObject({ ResponseData: [{ app_id: "blog", status: "running" }] });
    expect((await ask("AppStop", { app_id: "blog" })).Error).toBeUndefined();
    expect((await install("shop")).Error).toBeUndefined();
    machine.setJob("shop", "done", false);
    expect((await ask("AppUninstall", { app_id: "blog", purge: true })).Error).toBeUndefined();
    expect(saved()).toMatchObject({ version: 1, future: { x: 1 }, apps: { odd, shop: { app_id: "shop" } } });
    expect(saved()).not.toHaveProperty("apps.blog");
});

it("is reported by the list of unreadable records and when it is asked for", async () => {
    const { broken } = await readState(machine.context);
    expect(broken.map(({ id }) => id)).toEqual(["odd"]);
    expect((await ask("AppStatus", { app_id: "odd" })).Error).toMatchObject({
        Code: "SystemError", Detail: expect.stringContaining("apps.json: odd: ") as string,
    });
    expect((await install("odd")).Error?.Code).toBe("Param.CustomerAppName.Repeat");
    expect(saved()).toMatchObject({ apps: { odd } });
});

it("answers a large logo of another library by the image that ships, and a small one as it is", async () => {
    machine.addApp("large", {}, { "logo.svg": `<svg>${"x".repeat(200_000)}</svg>` });
    machine.addApp("small", {}, { "logo.svg": "<svg/>" });
    const context = { ...machine.context, shippedLibraries: [], configurationFile: machine.write("etc.json",
        JSON.stringify({ libraries: [machine.library] })) };
    for (const name of ["large", "small"]) {
        const answer = await call(context, "AppInstall", { Version: "1.0", Language: "en" },
            { app_name: name, customer_app_name: `my${name}`, app_version: "1.0" });
        expect(answer.body.Error).toBeUndefined();
    }
    expect(await ask("AppStatus", { app_id: "mylarge" })).toMatchObject({ ResponseData: { image_url: "../appmanage/app.svg" } });
    expect(await ask("AppStatus", { app_id: "mysmall" })).toMatchObject({
        ResponseData: { image_url: `data:image/svg+xml;base64,${btoa("<svg/>")}` },
    });
    expect(readFileSync(machine.paths.records).length).toBeLessThan(6000);
});

it("refuses an app whose record would be too large before its name is taken", async () => {
    const settings = "W9_ID=web\nW9_VERSION=1.0\nW9_HTTP_PORT_SET=9001\nW9_URL=internet_ip\nW9_NETWORK=websoft9\n";
    machine.addApp("web", {}, { ".env": `${settings}W9_LOGIN_USER=${"x".repeat(100_000)}\n` });
    const { Error: error } = await install("heavy");
    expect(error?.Code).toBe("SystemError");
    expect(error?.Detail).toContain("Its largest field is \"access\"");
    expect(machine.listing().filter(line => line.startsWith("data/apps/heavy") || line.startsWith("data/jobs/heavy"))).toEqual([]);
});
