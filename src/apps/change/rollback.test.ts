// SPDX-License-Identifier: LGPL-2.1-or-later
import { AskedHost } from "../../../test/integration/asked-host";

let host: AskedHost;
beforeEach(() => { host = new AskedHost(); });
afterEach(() => { host.remove(); });

const journal = () => host.ran.filter(({ name }) => name === "logger").map(({ args }) => args.at(-1));

it("has its line in the journal when the way back is given up, and when there was none", async () => {
    await host.installed();
    host.says.set("confirm", {});
    await host.answered("AppConfirm", { app_id: "blog" });
    expect(journal()).toEqual(["user=tester operation=AppConfirm app=blog result=ok"]);
    host.says.set("confirm", { status: 66 });
    await host.failed("AppConfirm", { Version: "1.0", Language: "en" }, { app_id: "blog" });
    expect(journal().slice(1)).toEqual(["user=tester operation=AppConfirm app=blog result=Update.NoRollback"]);
});
