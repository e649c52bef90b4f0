// SPDX-License-Identifier: LGPL-2.1-or-later
import { findApp } from "../../library/folder";
import { FakeMachine } from "../../../test/fakes/machine";
import { emptyHost, on } from "../../../test/library/empty-host";
import { MadeLibrary, type AppShape } from "../../../test/library/made-library";
import { prepareInstall } from "./prepare";
import { placeholderSecrets } from "./secret";

const machine = new FakeMachine();
const library = new MadeLibrary();
afterAll(() => {
    machine.remove();
    library.remove();
});

async function refusal(name: string, shape: AppShape) {
    library.add(name, shape);
    const app = await findApp(machine, [library.folder], name);
    if (!app)
        throw new Error("not there");
    const host = { ...await emptyHost(machine), composeVersion: "2.40.0" };
    const { checks } = await prepareInstall(
        machine, app, { id: "blog", version: "1.0", settings: {}, secrets: placeholderSecrets }, on(host));
    return { fault: app.folder.fault, stopped: checks.filter(({ level }) => level === "stop") };
}

test("a path that an installation's own values make is judged with them", async () => {
    const edition = [{ dist: "../../secret", version: ["1.0"] }, { dist: "other", version: ["2.0"] }];
    const compose = "services: {app: {image: x, env_file: $W9_DIST}}\n";
    expect(await refusal("dist", { compose, variables: { edition } })).toEqual({
        fault: undefined,
        stopped: [{ is: "library-folder", level: "stop", fault: { is: "reads-outside", file: "../../secret" } }],
    });
});

test("a compose file that is not clear is told as one that Compose would refuse", async () => {
    const { stopped } = await refusal("binary", { compose: "services: {app: {env_file: !!binary L3g=}}\n" });
    expect(stopped).toEqual([{ is: "compose-file", level: "stop", message: "docker-compose.yml: line 1: tag !!binary" }]);
});
