// SPDX-License-Identifier: LGPL-2.1-or-later
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { aDefinition, failure, FakeManager } from "../../../../test/fakes/manager";
import type { Check, CheckedInstall } from "../../../apps/install/check";
import type { OfferedPort } from "../../../apps/install/reach";
import { createDialogs } from "../../page/dialogs";
import { createLogos } from "../../page/logos";
import { PageProvider } from "../../page/page-context";
import { createToasts } from "../../page/toasts";
import { InstallDialog } from "./install-dialog";
import { useDraft } from "./use-draft";

const definition = aDefinition("wordpress");
const portKey = "W9_HTTP_PORT_SET";

/** As the app's page opens it: on the draft that the page has asked for. */
function Opened(props: { close(): void, installed(appId: string): void }) {
    const { draft } = useDraft(definition);
    return <InstallDialog app={definition} title="WordPress" draft={draft} {...props} />;
}

async function opened(prepare: (manager: FakeManager) => void = () => undefined) {
    const manager = new FakeManager({ host: { is: "ready" }, apps: [] });
    manager.drafts = { wordpress: {
        name: "wordpress2",
        versions: ["6.9", "6.8"],
        settings: [
            { key: portKey, kind: "port", label: { en: "Web port" }, value: "9002" },
            { key: "W9_MAIL_SET", kind: "text", label: undefined, value: "" },
        ],
    } };
    prepare(manager);
    const installed = jest.fn();
    const close = jest.fn();
    const page = { manager, dialogs: createDialogs(), logos: createLogos(manager), toasts: createToasts() };
    render(
        <PageProvider value={page}>
            <Opened close={close} installed={installed} />
        </PageProvider>);
    await screen.findByRole("dialog", { name: "Install WordPress" });
    return { manager, installed, close, user: userEvent.setup() };
}

const name = () => screen.findByRole("textbox", { name: "Name" });
const install = () => screen.getByRole("button", { name: "Install" });

it("is filled in, so that Enter is enough", async () => {
    const { manager, installed, close, user } = await opened();
    expect(await name()).toHaveFocus();
    // Enter does the same in a browser, see test/ui; jsdom looks for the button within the form only.
    await user.click(install());

    expect(manager.calls).toEqual([{
        operation: "AppInstall",
        headers: { Version: "1.0", Language: "en" },
        body: {
            app_name: "wordpress",
            customer_app_name: "wordpress2",
            app_version: "6.9",
            settings: { [portKey]: "9002", W9_MAIL_SET: "" },
            definition: manager.definition,
        },
    }]);
    await waitFor(() => expect(installed).toHaveBeenCalledWith("wordpress2"));
    expect(close).toHaveBeenCalled();
});

it("says at once what is wrong with a name, whatever the host says of the rest", async () => {
    const { manager, user } = await opened();
    await user.clear(await name());
    await user.type(await name(), "My");
    expect(screen.getByText("Use lowercase letters.")).toBeVisible();
    expect(await name()).toHaveAccessibleDescription("Use lowercase letters.");
    expect(install()).toBeDisabled();
    await waitFor(() => expect(manager.checked.at(-1)?.customer_app_name).toBe("My"));
    expect(install()).toBeDisabled();
});

it("says of a port that it is taken while the name can't be, too", async () => {
    const taken: Check = {
        level: "stop", is: "port", field: `settings.${portKey}`, key: portKey, port: 9001, protocol: "tcp",
        holder: "", program: "nginx", free: 9003,
    };
    const { user } = await opened(manager => {
        manager.checks = ({ settings }) => settings[portKey] === "9001" ? [taken] : [];
    });
    await user.clear(await name());
    const port = screen.getByRole("textbox", { name: "Web port" });
    await user.clear(port);
    await user.type(port, "9001");
    expect(await screen.findByText("9001/tcp is used by the program nginx on this server.", { exact: false })).toBeVisible();
    // It stays while the host is asked about something else.
    await user.type(await name(), "B");
    expect(screen.getByText(/is used by the program/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Use 9003" }));
    await waitFor(() => expect(screen.queryByText(/is used by/)).toBeNull());
    expect(install()).toBeDisabled();
});

it("says what a port is taken by, and takes a free one with a click", async () => {
    const taken: Check = {
        level: "stop", is: "port", field: `settings.${portKey}`, key: portKey, port: 9001, protocol: "tcp",
        holder: "blog", free: 9003,
    };
    const { user } = await opened(manager => {
        manager.checks = ({ settings }) => settings[portKey] === "9001" ? [taken] : [];
    });
    const port = await screen.findByRole("textbox", { name: "Web port" });
    await user.clear(port);
    await user.type(port, "9001");
    expect(await screen.findByText("9001/tcp is used by blog.", { exact: false })).toBeVisible();
    expect(install()).toBeDisabled();

    await user.click(screen.getByRole("button", { name: "Use 9003" }));
    expect(port).toHaveValue("9003");
    await waitFor(() => expect(install()).toBeEnabled());
});

it("shows what the host is short of, and does not install then", async () => {
    await opened(manager => {
        const [need, have] = [2 * 1024 ** 3, 512 * 1024 ** 2];
        manager.checks = () => [{ level: "stop", is: "disk", need, have, path: "/var/lib/docker" }];
    });
    expect(await screen.findByText(/512 MiB of disk free, 2 GiB needed: free some space/)).toBeVisible();
    expect(install()).toBeDisabled();
});

it("requires confirmation for additional privileges", async () => {
    const { user } = await opened(manager => {
        manager.checks = () => [{ level: "warn", is: "privilege", what: "privileged", service: "web", detail: "" }];
    });
    const allow = await screen.findByRole("checkbox", { name: "I allow this" });
    expect(install()).toBeDisabled();
    await user.click(allow);
    expect(install()).toBeEnabled();
});

it("takes a word for the rights that were shown, not for others", async () => {
    const right = (what: "privileged" | "docker-socket"): Check =>
        ({ level: "warn", is: "privilege", what, service: "web", detail: "" });
    const { manager, user } = await opened(prepared => {
        prepared.checks = () => [right("privileged")];
    });
    await user.click(await screen.findByRole("checkbox", { name: "I allow this" }));
    manager.checks = () => [right("privileged"), right("docker-socket")];
    await user.type(await name(), "3");
    expect(await screen.findByText(/web can control Docker/)).toBeVisible();
    expect(screen.getByRole("checkbox", { name: "I allow this" })).not.toBeChecked();
    expect(install()).toBeDisabled();
    await user.click(screen.getByRole("checkbox", { name: "I allow this" }));
    expect(install()).toBeEnabled();
});

it("installs what was shown, and shows what the library has by then", async () => {
    const { manager, user } = await opened(prepared => {
        prepared.answer = () => failure("APP.DefinitionChanged", "The app has changed.");
    });
    await name();
    const shown = manager.definition;
    manager.definition = "b".repeat(64);
    manager.checks = () => [{ level: "warn", is: "privilege", what: "privileged", service: "web", detail: "" }];
    await user.click(install());
    expect(manager.calls).toMatchObject([{ body: { definition: shown } }]);
    await user.click(await screen.findByRole("checkbox", { name: "I allow this" }));
    await user.click(install());
    await waitFor(() => expect(manager.calls).toMatchObject([{}, { body: { definition: "b".repeat(64) } }]));
});

it("asks for nothing beyond what was shown where the host can't be asked again", async () => {
    const { manager, user } = await opened(prepared => {
        prepared.check = () => Promise.reject(new Error("no answer"));
    });
    await user.type(await name(), "3");
    await user.click(install());
    await waitFor(() => expect(manager.calls).toMatchObject([{ body: { definition: manager.definition } }]));
});

it("asks the host once when it opens, and not again until something is edited", async () => {
    const { manager, user } = await opened();
    await name();
    await user.click(install());
    await waitFor(() => expect(manager.calls).toHaveLength(1));
    expect(manager.drafted).toEqual(["wordpress"]);
    expect(manager.checked).toEqual([]);
});

it("shows the draft's checks at once, and asks again for what is edited", async () => {
    const [need, have] = [2 * 1024 ** 3, 512 * 1024 ** 2];
    const { manager, user } = await opened(prepared => {
        prepared.checks = ({ app_version: version }) =>
            version === "6.9" ? [{ level: "stop", is: "disk", need, have, path: "/data" }] : [];
    });
    await name();
    expect(screen.getByText(/of disk free/)).toBeVisible();
    await user.selectOptions(screen.getByRole("combobox", { name: "Version" }), "6.8");
    await waitFor(() => expect(screen.queryByText(/of disk free/)).toBeNull());
    expect(manager.checked.map(({ app_version }) => app_version)).toEqual(["6.8"]);
    expect(install()).toBeEnabled();
});

it("asks for that word also where Enter is quicker than the host", async () => {
    let answer = (): void => undefined;
    const { manager, user } = await opened(prepared => {
        const privileged: Check = { level: "warn", is: "privilege", what: "privileged", service: "web", detail: "" };
        const answered = new Promise<CheckedInstall>(resolve => {
            answer = () => resolve({ checks: [privileged], definition: prepared.definition });
        });
        prepared.check = () => answered;
    });
    await user.type(await name(), "3");
    await user.click(install());
    answer();
    expect(await screen.findByRole("checkbox", { name: "I allow this" })).toBeEnabled();
    expect(manager.calls).toEqual([]);
    expect(install()).toBeDisabled();
});

it("puts an error of the interface at the field that it is about", async () => {
    const { user } = await opened(manager => {
        manager.answer = () => failure("Param.CustomerAppName.Repeat", "This name is taken on this server.");
    });
    await name();
    await user.click(install());
    expect(await screen.findByText("This name is taken on this server.")).toBeVisible();
    expect(await name()).toHaveAccessibleDescription("This name is taken on this server.");

    await user.type(await name(), "x");
    expect(screen.queryByText("This name is taken on this server.")).toBeNull();
});

it("puts any other error above the form", async () => {
    const { installed, user } = await opened(manager => {
        manager.answer = () => failure("SystemError", "Something went wrong on this server.", "disk is read-only");
    });
    await name();
    await user.click(install());
    expect(await screen.findByRole("alert")).toHaveTextContent("Something went wrong on this server.");
    expect(installed).not.toHaveBeenCalled();
});

it("says when it can't even be prepared, and can be left", async () => {
    const { close, user } = await opened(manager => {
        manager.drafts = {};
    });
    expect(await screen.findByRole("alert")).toHaveTextContent("The installation can't be prepared.");
    await user.keyboard("{Escape}");
    expect(close).toHaveBeenCalled();
});

it("installs by the host's judgement where the check itself fails", async () => {
    const { manager, user } = await opened(prepared => {
        prepared.check = () => Promise.reject(new Error("gone"));
    });
    await user.type(await name(), "3");
    await waitFor(() => expect(install()).toBeEnabled());
    await user.click(install());
    expect(manager.calls).toHaveLength(1);
});

it("keeps the focus on its button while it works", async () => {
    const { manager, user } = await opened();
    manager.call = () => new Promise(() => undefined);
    await name();
    await user.click(install());

    const button = screen.getByRole("button", { name: /Install$/ });
    expect(button).toHaveAttribute("aria-disabled", "true");
    // A disabled one would lose it.
    expect(button).toBeEnabled();
    expect(button).toHaveFocus();
});

function portOf(port: Partial<OfferedPort> & Pick<OfferedPort, "key">): OfferedPort {
    return {
        service: "app", host: { first: 9002, last: 9002 }, container: { first: 80, last: 80 }, protocol: "tcp", isWeb: false,
        reach: "network", ...port,
    };
}

async function openedWith(ports: OfferedPort[]) {
    return opened(manager => {
        const draft = manager.drafts.wordpress;
        if (draft)
            draft.ports = ports;
    });
}

it("shows the address that the port comes to while it is typed", async () => {
    const { user } = await openedWith([portOf({ key: portKey, isWeb: true })]);
    await name();
    expect(screen.getByText("http://server:9002")).toBeVisible();
    const port = screen.getByRole("textbox", { name: "Web port" });
    await user.clear(port);
    await user.type(port, "9011");
    expect(screen.getByText("http://server:9011")).toBeVisible();
    await user.click(screen.getByRole("radio", { name: "This server only" }));
    expect(screen.getByText(/^http:\/\/127\.0\.0\.1:9011 · Other machines .* cannot connect/)).toBeVisible();
});

it("asks who reaches each port, with the draft's default, and installs by the answer", async () => {
    const db = portOf({ key: "db:5432/tcp", host: { first: 5432, last: 5432 }, reach: "server" });
    const { manager, user } = await openedWith([portOf({ key: portKey, isWeb: true }), db]);
    await name();
    const group = screen.getByRole("radiogroup", { name: "Port 5432/tcp: reachable from" });
    expect(within(group).getByRole("radio", { name: "This server only" })).toBeChecked();
    await user.click(within(group).getByRole("radio", { name: "The network" }));
    await waitFor(() => expect(install()).toBeEnabled());
    await user.click(install());
    await waitFor(() => expect(manager.calls).toHaveLength(1));
    expect(manager.calls[0]).toMatchObject({ body: { reachable_from: { [portKey]: "network", "db:5432/tcp": "network" } } });
});

it("refuses a web port that browsers block at once, and says so next to the button", async () => {
    const { user } = await openedWith([portOf({ key: portKey, isWeb: true })]);
    await name();
    const port = screen.getByRole("textbox", { name: "Web port" });
    await user.clear(port);
    await user.type(port, "6000");
    expect(screen.getByText("Browsers refuse to open port 6000. Choose another port.")).toBeVisible();
    expect(install()).toBeDisabled();
    expect(install()).toHaveAccessibleDescription("Correct the marked fields first.");
});

it("says next to the button what the server lacks", async () => {
    const disk: Check = { level: "stop", is: "disk", need: 2 * 1024 ** 3, have: 512 * 1024 ** 2, path: "/data" };
    await opened(manager => {
        manager.checks = () => [disk];
    });
    await name();
    expect(install()).toHaveAccessibleDescription("This server does not meet a requirement of the app, see the marked line.");
});

it("asks for rights before anything else in the form", async () => {
    await opened(manager => {
        manager.checks = () => [{ is: "privilege", level: "warn", what: "docker-socket", service: "app", detail: "" }];
    });
    const field = await name();
    const box = screen.getByRole("checkbox", { name: "I allow this" });
    expect(box.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
    expect(install()).toHaveAccessibleDescription("Allow the rights that the app asks for first.");
});
