// SPDX-License-Identifier: LGPL-2.1-or-later
import { AskedHost } from "../../../test/integration/asked-host";
import { changePreview } from "../../api/change-preview";
import { imageReport } from "../../api/image-schemas";

const [a, b] = ["a", "b"].map(letter => `sha256:${letter.repeat(64)}`);
const time = "2026-11-28T12:00:00Z";
const english = { Version: "1.0", Language: "en" };

let host: AskedHost;
beforeEach(async () => {
    host = new AskedHost();
    await host.installed();
    for (const container of host.containers)
        container.image = "sha256:1";
    host.images = { "sha256:1": [a ?? ""], "sha256:2": [b ?? ""] };
});
afterEach(() => { host.remove(); });

const answer = (tags: object) => host.write("data/images/answers.json", JSON.stringify({ time, tags }));
const status = async () => imageReport.parse(await host.answered("ImageStatus"));
const moved = { app_id: "blog", service: "web", image: "web:1.0", outcome: "moved", reason: null, old: a, new: b, time };

it("tells what the last check found, without asking anyone", async () => {
    expect(await status()).toEqual({ checked: null, daily: false, images: [
        { ...moved, outcome: "unknown", reason: "not-checked", new: null, time: null },
    ] });
    answer({ "web:1.0": { time, digest: b } });
    expect(await status()).toEqual({ checked: time, daily: false, images: [moved] });
    expect(host.asked.filter(path => path.startsWith("/distribution"))).toEqual([]);
    expect(host.ran.map(({ name }) => name)).not.toContain("check-tags");
});

it("goes by the image that runs, wherever its tag is here", async () => {
    answer({ "web:1.0": { time, digest: b } });
    for (const container of host.containers)
        container.image = "sha256:2";
    expect((await status()).images).toEqual([{ ...moved, outcome: "current", old: b }]);
});

it("asks by a script that has no words of the request, and says what it found", async () => {
    host.says.set("check-tags", {});
    answer({ "web:1.0": { time, problem: "no-answer" } });
    const found = imageReport.parse(await host.answered("ImageCheck", { app_id: "$(reboot)" }));
    expect(found.images).toEqual([{ ...moved, outcome: "unknown", reason: "no-answer", new: null }]);
    expect(host.ran.filter(({ name }) => name === "check-tags").map(({ args }) => args)).toEqual([[host.paths.root]]);
    expect(host.ran.at(-1)?.args.join(" ")).not.toContain("check-tags");
    expect(host.ran.filter(({ name }) => name === "logger").at(-1)?.args.at(-1)).toBe("user=tester operation=ImageCheck " +
        "app=\"$(reboot)\" result=ok");
});

it("keeps what the last check found while Docker is away", async () => {
    host.problems.set("request", "refused");
    expect((await host.failed("ImageCheck", english)).Error.Code).toBe("Container.CommandError");
    expect((await host.failed("ImageStatus", english)).Error.Code).toBe("Container.CommandError");
    expect(host.ran.map(({ name }) => name)).not.toContain("check-tags");
});

it("can be updated to, though nothing else changes", async () => {
    answer({ "web:1.0": { time, digest: b } });
    const preview = async (more: object) =>
        changePreview.parse(await host.answered("AppUpdate", { app_id: "blog", app_version: "1.0", dry_run: true, ...more }));
    const plain = await preview({});
    expect([plain.refusals, plain.new_images, plain.saves]).toEqual([[{ code: "Update.None" }], undefined, undefined]);
    const anew = await preview({ new_images: true });
    expect(anew).toMatchObject({ version: { old: "1.0", new: "1.0" }, refusals: [], new_images: [moved], recreated: ["web"] });
    expect(anew.saves).toBeDefined();
    // The library has a newer version, which was not asked for.
    expect((await preview({ app_version: undefined, new_images: true })).version).toEqual(anew.version);
    expect((await preview({ new_images: "yes" })).refusals).toEqual([{ code: "Update.None" }]);
});
