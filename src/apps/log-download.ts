// SPDX-License-Identifier: LGPL-2.1-or-later
/** The whole of a log: printed on the host for the browser to save, so that it never goes through the page. */
import { belongsTo } from "../docker/container";
import composeEnv from "../docker/compose-env.sh";
import { listContainers } from "../docker/engine";
import { joined } from "../machine/script";
import type { Context } from "./context";
import type { LogOf } from "./log";
import printLogs from "./print-logs.sh";

export interface LogFile {
    /** What prints it. */
    argv: string[];
    fileName: string;
}

export async function logDownload({ machine, paths }: Context, id: string, of: LogOf): Promise<LogFile> {
    if (of.is === "job")
        return { argv: ["cat", `${paths.job(id)}/log`], fileName: `${id}-installation.log` };
    const containers = (await listContainers(machine)).filter(container => container.project === id
        && (of.service === undefined || container.service === of.service) && belongsTo(container, paths.app(id)));
    const names = containers.flatMap(({ id: container, name }) => [name, container]);
    return {
        argv: ["sh", "-c", joined(composeEnv, printLogs), "print-logs", ...names],
        fileName: of.service === undefined ? `${id}.log` : `${id}-${of.service}.log`,
    };
}
