// SPDX-License-Identifier: LGPL-2.1-or-later
/** What stands on the page while there is nothing to manage: every state of the host has its own face, and a way on. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button";
import { Spinner } from "@patternfly/react-core/dist/esm/components/Spinner";
import BanIcon from "@patternfly/react-icons/dist/esm/icons/ban-icon";
import CubesIcon from "@patternfly/react-icons/dist/esm/icons/cubes-icon";
import ExclamationCircleIcon from "@patternfly/react-icons/dist/esm/icons/exclamation-circle-icon";
import LockIcon from "@patternfly/react-icons/dist/esm/icons/lock-icon";
import cockpit from "cockpit";
import { useState } from "react";
import type { HostState } from "../../api/appmanager";
import { Face } from "../face";
import { FailureDetail, RawLines } from "../failure-alert";
import { messageOf } from "../message-of";
import { Notice } from "../notice";
import { usePage } from "../page-context";

const _ = cockpit.gettext;

export function HostFace({ host }: { host: Exclude<HostState, { is: "ready" }> }) {
    switch (host.is) {
    case "loading":
        return <Face title={_("Loading apps")} icon={LoadingIcon} busy />;
    case "no-access":
        return (
            <Face title={_("Administrative access is required")} icon={LockIcon}>
                {_("Managing apps changes this server.")}
                {" "}
                {_("Select “Limited access” at the top of this window and confirm with your password.")}
                {" "}
                {_("This page goes on by itself then.")}
            </Face>
        );
    case "no-docker":
        return (
            <Face title={_("Docker is not installed")} icon={CubesIcon}>
                {_("Apps run in Docker containers.")}
                {" "}
                {_("Install Docker Engine and the Docker Compose plugin on this server, then open this page again.")}
            </Face>
        );
    case "docker-stopped":
        return <DockerStopped />;
    case "unreadable":
        return (
            <Face
                title={_("The apps can't be read")}
                icon={BanIcon}
                extra={host.detail !== "" && <RawLines text={host.detail} label={_("Details")} />}
            >
                {_("Something on this server is not as expected. Nothing is changed until it is fixed.")}
                {" "}
                {_("This page goes on by itself then.")}
            </Face>
        );
    }
}

function DockerStopped() {
    const { manager } = usePage();
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState<string>();

    const start = async (): Promise<void> => {
        setBusy(true);
        setProblem(undefined);
        try {
            await manager.startDocker();
        } catch (reason) {
            setProblem(messageOf(reason));
        }
        setBusy(false);
    };

    return (
        <Face
            title={_("Docker is not running")}
            icon={ExclamationCircleIcon}
            actions={(
                <>
                    <Button
                        isLoading={busy}
                        isAriaDisabled={busy}
                        spinnerAriaValueText={_("Working")}
                        onClick={() => void start()}
                    >
                        {_("Start Docker")}
                    </Button>
                    <Button variant="link" onClick={() => cockpit.jump("/system/services#/docker.service")}>
                        {_("Show the service")}
                    </Button>
                </>
            )}
            extra={problem !== undefined && (
                <Notice variant="danger" title={_("Docker could not be started.")} spoken>
                    {problem !== "" && <FailureDetail text={problem} />}
                </Notice>
            )}
        >
            {_("The status of apps is unknown until Docker runs.")}
        </Face>
    );
}

function LoadingIcon() {
    return <Spinner size="xl" aria-valuetext={_("Loading")} />;
}
