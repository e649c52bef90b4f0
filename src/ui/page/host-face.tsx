// SPDX-License-Identifier: LGPL-2.1-or-later
/** What the page says of a host that is not ready: every state has its own message and next step. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button";
import BanIcon from "@patternfly/react-icons/dist/esm/icons/ban-icon";
import CubesIcon from "@patternfly/react-icons/dist/esm/icons/cubes-icon";
import ExclamationCircleIcon from "@patternfly/react-icons/dist/esm/icons/exclamation-circle-icon";
import LockIcon from "@patternfly/react-icons/dist/esm/icons/lock-icon";
import cockpit from "cockpit";
import { Fragment, useState, type ComponentType, type ReactNode } from "react";
import type { HostState } from "../../api/appmanager";
import { Face, LoadingFace } from "../parts/face";
import { FailureDetail, RawLines } from "../parts/failure-alert";
import { Notice } from "../parts/notice";
import { rejectionText } from "../words/rejection-text";
import { usePage } from "./page-context";

const _ = cockpit.gettext;

type Trouble = Exclude<HostState, { is: "ready" | "loading" }>;

interface Words { title: string, icon: ComponentType, body: readonly string[] }

function wordsOf({ is }: Trouble): Words {
    switch (is) {
    case "no-access":
        return {
            title: _("Administrative access is required"),
            icon: LockIcon,
            body: [
                _("Managing apps changes this server."),
                _("Select “Limited access” at the top of this window and confirm with your password."),
                _("The page then continues automatically."),
            ],
        };
    case "no-docker":
        return {
            title: _("Docker is not installed"),
            icon: CubesIcon,
            body: [
                _("Apps run in Docker containers."),
                _("Install Docker Engine and the Docker Compose plugin on this server."),
                _("The page then continues automatically."),
            ],
        };
    case "docker-stopped":
        return {
            title: _("Docker is not running"),
            icon: ExclamationCircleIcon,
            body: [_("The status of apps is unknown until Docker runs.")],
        };
    case "not-answering":
        return {
            title: _("Docker is not answering"),
            icon: ExclamationCircleIcon,
            body: [
                _("The Docker service is there, but it does not reply. The status of apps is unknown until it does."),
                _("If this lasts, check the service and its logs, or restart it."),
            ],
        };
    case "unreadable":
        return {
            title: _("The apps can't be read"),
            icon: BanIcon,
            body: [
                _("Something on this server is not as expected. Nothing is changed until it is fixed."),
                _("The page then continues automatically."),
            ],
        };
    }
}

/** Stands instead of the views, as long as there was nothing yet to show in them. */
export function HostFace({ host }: { host: Exclude<HostState, { is: "ready" }> }) {
    if (host.is === "loading")
        return <LoadingFace title={_("Loading apps")} />;
    const { title, icon, body } = wordsOf(host);
    return <HostActions host={host}>{(actions, extra) => (
        <Face title={title} icon={icon} actions={actions} extra={extra}>{sentences(body)}</Face>
    )}</HostActions>;
}

/** Stands above the views, which show what was last known. */
export function HostBanner({ host }: { host: Trouble }) {
    const { title, body } = wordsOf(host);
    return <HostActions host={host}>{(actions, extra) => (
        <div className="am-banner">
            <Notice variant="warning" title={title} spoken>
                <p>{sentences(body)}</p>
                {actions}
                {extra}
            </Notice>
        </div>
    )}</HostActions>;
}

/** Whole sentences, one after the other. */
function sentences(body: readonly string[]): ReactNode {
    return body.map((sentence, at) => <Fragment key={sentence}>{at > 0 && " "}{sentence}</Fragment>);
}

interface HostActionsProps {
    host: Trouble;
    children: (actions: ReactNode, extra: ReactNode) => ReactNode;
}

function HostActions({ host, children }: HostActionsProps) {
    switch (host.is) {
    case "docker-stopped":
        return <StartDocker>{children}</StartDocker>;
    case "not-answering":
        return children(<ServiceLink />, undefined);
    case "unreadable":
        return children(undefined, host.detail !== "" && <RawLines text={host.detail} label={_("Details")} />);
    case "no-access":
    case "no-docker":
        return children(undefined, undefined);
    }
}

function ServiceLink() {
    return (
        <Button variant="link" onClick={() => cockpit.jump("/system/services#/docker.service")}>
            {_("View docker.service")}
        </Button>
    );
}

function StartDocker({ children }: Pick<HostActionsProps, "children">) {
    const { manager } = usePage();
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState<string>();

    const start = async (): Promise<void> => {
        setBusy(true);
        setProblem(undefined);
        try {
            await manager.startDocker();
        } catch (reason) {
            setProblem(rejectionText(reason));
        }
        setBusy(false);
    };

    return children(
        <>
            <Button
                isLoading={busy}
                isAriaDisabled={busy}
                spinnerAriaValueText={_("Working")}
                onClick={() => void start()}
            >
                {_("Start Docker")}
            </Button>
            <ServiceLink />
        </>,
        problem !== undefined && (
            <Notice variant="danger" title={_("Docker could not be started.")} spoken>
                {problem !== "" && <FailureDetail text={problem} />}
            </Notice>
        ),
    );
}
