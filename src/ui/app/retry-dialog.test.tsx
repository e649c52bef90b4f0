// SPDX-License-Identifier: LGPL-2.1-or-later
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { anApp, failure, FakeManager } from "../../../test/fakes/manager";
import type { OfferedPort, Reach } from "../../apps/install/reach";
import { createDialogs, type Dialogs } from "../page/dialogs";
import { createLogos } from "../page/logos";
import { PageProvider } from "../page/page-context";
import { createToasts } from "../page/toasts";
import { RetryDialog } from "./retry-dialog";

let dialogs: Dialogs;

const webPort = {
    key: "W9_HTTP_PORT_SET", service: "wordpress", host: { first: 9002, last: 9002 }, container: { first: 80, last: 80 },
    protocol: "tcp", isWeb: true,
} as const;

function shown({ ports = [], reachable }: { ports?: OfferedPort[], reachable?: Record<string, Reach> } = {}): FakeManager {
    const manager = new FakeManager({ host: { is: "ready" }, apps: [] });
    manager.drafts.wordpress = {
        name: "wordpress2", versions: ["7.1.0", "7.0.4"],
        settings: [{ key: "W9_HTTP_PORT_SET", kind: "port", label: { en: "Web port" }, value: "9002" }], ports,
    };
    manager.set = [
        { key: "W9_HTTP_PORT_SET", label: undefined, value: "9001", isChoice: true },
        { key: "W9_POWER_PASSWORD", label: undefined, value: null, isChoice: false },
    ];
    const record = { name: "wordpress", version: "7.1.0", ...reachable !== undefined && { reachable_from: reachable } };
    dialogs = createDialogs();
    const page = { manager, dialogs, logos: createLogos(manager), toasts: createToasts() };
    render(
        <PageProvider value={page}>
            <RetryDialog app={anApp("blog", { record })} />
        </PageProvider>);
    return manager;
}

it("starts from what the app is set to, and sends only what was changed", async () => {
    const manager = shown();
    const port = await screen.findByRole("textbox", { name: "Web port" });
    expect(port).toHaveValue("9001");
    await userEvent.clear(port);
    await userEvent.type(port, "9044");
    await userEvent.selectOptions(screen.getByRole("combobox", { name: "Version" }), "7.0.4");
    await userEvent.click(screen.getByRole("button", { name: "Retry" }));
    expect(manager.calls).toMatchObject([{
        operation: "AppRetry", body: { app_id: "blog", app_version: "7.0.4", settings: { W9_HTTP_PORT_SET: "9044" } },
    }]);
});

it("keeps who reaches each port, and sends what was chosen anew", async () => {
    const manager = shown({ ports: [{ ...webPort, reach: "network" }], reachable: { W9_HTTP_PORT_SET: "server" } });
    expect(await screen.findByRole("radio", { name: "This server only" })).toBeChecked();
    await userEvent.click(screen.getByRole("radio", { name: "The network" }));
    await userEvent.click(screen.getByRole("button", { name: "Retry" }));
    expect(manager.calls).toMatchObject([{
        operation: "AppRetry", body: { app_id: "blog", settings: {}, reachable_from: { W9_HTTP_PORT_SET: "network" } },
    }]);
});

it("does not send a port that is not a port, and keeps what was typed when the host refuses", async () => {
    const manager = shown();
    const port = await screen.findByRole("textbox", { name: "Web port" });
    await userEvent.type(port, "x");
    expect(screen.getByRole("button", { name: "Retry" })).toBeDisabled();
    await userEvent.clear(port);
    await userEvent.type(port, "80");
    manager.answer = () => failure("Param.Settings.PortInUse", "A port is in use.");
    await userEvent.click(screen.getByRole("button", { name: "Retry" }));
    expect(await screen.findByText("A port is in use.")).toBeVisible();
    expect(port).toHaveValue("80");
});

it("leaves it to another dialog to show what changed in the app's files", async () => {
    const manager = shown();
    manager.answer = () => failure("APP.DefinitionChanged", "The files have changed.", "--- allowed");
    await screen.findByRole("textbox", { name: "Web port" });
    await userEvent.click(screen.getByRole("button", { name: "Retry" }));
    expect(dialogs.current()).not.toBeNull();
    expect(screen.queryByText("The files have changed.")).toBeNull();
});
