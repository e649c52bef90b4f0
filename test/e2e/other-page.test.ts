// SPDX-License-Identifier: LGPL-2.1-or-later
// Another Cockpit page calls the interface.
import { inside, reset } from "./machine";
import { addNeighbour, neighbourIn, nonsense, removeNeighbour, type Answer } from "./neighbour";
import { inSession, openSession } from "./session";
import { until } from "./until";

beforeAll(async () => {
    await reset({ images: true });
    // Cockpit lists its packages at the login.
    await addNeighbour();
}, 60_000);
afterAll(removeNeighbour);

// Jest types its matchers as any.
const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);
const having = (parts: Record<string, unknown>): unknown => expect.objectContaining(parts);

const request = { app_name: "nginx", customer_app_name: "site", app_version: "1.30.4" };

/** Named with what was handed over, so that a failure says which. */
function expectRefused(answers: [string, Answer][], codes: RegExp): void {
    for (const [what, { status, body }] of answers)
        expect({ what, status, code: body.Error?.Code }).toEqual({ what, status: 404, code: matching(codes) });
}

/** Everything that the interface may change. */
function everything(): Promise<string> {
    const files = "find /var/lib/appmanage -type f -exec sha256sum {} + 2>/dev/null | sort";
    return inside("sh", "-c", `${files}; docker ps -aq; docker volume ls -q`);
}

inSession({ path: "/neighbour" }, step => {
    step("nothing that it hands over makes the interface throw, or leaves anything on the disk", async ({ tab }) => {
        const neighbour = await neighbourIn(tab);
        expect(await neighbour.call("AppList", {})).toEqual({ status: 200, body: { ResponseData: [] } });
        const before = await everything();

        const answers = await nonsense(tab);
        expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
        expect(new Set(answers.flatMap(({ body }) => body.Error?.Code ?? []))).toEqual(new Set([
            "Param.Version.Blank", "Param.Version.NotSupport", "Param.Language.Blank", "Param.Operation.NotExis",
            "Param.AppName.Blank",
        ]));
        for (const [parameter, codes] of [
            ["app_name", /^Param\.AppName\.(Blank|NotExis)$/],
            ["customer_app_name", /^Param\.CustomerAppName\.(Blank|FormatError)$/],
            ["app_version", /^Param\.AppVersion\.(Blank|NotExis)$/],
        ] as const)
            expectRefused(await neighbour.misuse("AppInstall", parameter, request), codes);
        expectRefused(await neighbour.misuse("AppStatus", "app_id", {}), /^(Param\.APPID\.(Blank|FormatError)|APP\.NotExis)$/);
        expect(await everything()).toBe(before);
    });

    step("it installs an app, follows it, and reads how to reach it", async ({ tab }) => {
        const neighbour = await neighbourIn(tab);
        expect(await neighbour.call("AppInstall", request))
                .toEqual({ status: 200, body: { ResponseData: { app_id: "site" } } });
        const again = await neighbour.call("AppInstall", request, { Version: "1.0", Language: "zh-CN" });
        expect(again.body.Error?.Code).toMatch(/^Param\.CustomerAppName\.(Wait|Repeat)$/);
        expect(again.body.Error?.Message).toMatch(/\p{Script=Han}/u);

        const status = await until("the app runs", async () => {
            const { body } = await neighbour.call("AppStatus", { app_id: "site" });
            expect(body.ResponseData).toMatchObject({ status: matching(/^(?!error)/) });
            return JSON.stringify(body.ResponseData).includes("running") && body.ResponseData;
        }, 90_000);
        expect(status).toEqual({
            app_id: "site", name: "nginx", customer_name: "site", trade_mark: "nginx", status_code: "30",
            status: "running", official_app: true, image_url: matching(/^data:|^\.\.|\//),
        });
        const { body } = await neighbour.call("AppList", { app_name: "nginx" });
        const host = new URL(tab.url()).hostname;
        expect(body.ResponseData).toEqual([having({
            running_info: having({ port: 9001, url: `http://${host}:9001` }),
        })]);
        expect((await neighbour.call("AppList", { app_name: "redis" })).body.ResponseData).toEqual([]);
    }, 120_000);
});

test("without administrative access it is told so", async () => {
    const session = await openSession({ user: "guest", administrative: false, path: "/neighbour" });
    const neighbour = await neighbourIn(session.tab);
    for (const [operation, data] of [["AppList", []], ["AppStatus", {}]] as const) {
        expect(await neighbour.call(operation, { app_id: "site" })).toEqual({
            status: 404,
            body: { ResponseData: data, Error: having({ Code: "Access.Denied" }) },
        });
    }
    await session.verify();
}, 90_000);
