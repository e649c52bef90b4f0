// SPDX-License-Identifier: LGPL-2.1-or-later
/** `appmanage logs`: what services or a job have written. */
import { createAppManager } from "../../api/appmanager";
import type { LogOf } from "../../apps/log";
import { plainText } from "../../jobs/log/log-text";
import { MachineError } from "../../machine/machine";
import * as z from "../../machine/zod";
import { complain } from "./complaint";
import { exitCodes, type ExitCode } from "./exit-code";
import { answered, ask, tell, type Session } from "./session";

const given = z.object({
    service: z.optional(z.string()), job: z._default(z.boolean(), false), follow: z._default(z.boolean(), false),
});

/** Lines that are printed of what was there before. */
const tail = 100;

export async function logsCommand(session: Session, id: string, options: Readonly<Record<string, unknown>>): Promise<ExitCode> {
    const { service, job, follow } = given.parse(options);
    const asked = { command: "logs", id };
    const status = await ask(session, "AppStatus", { app_id: id });
    if (status.body.Error)
        return complain(session.terminal, status.body.Error, asked);
    const of: LogOf = job ? { is: "job" } : { is: "services", service };
    if (follow)
        return followed(session, id, of);
    const answer = await answered(session, () => printed(session, id, of));
    return answer.body.Error ? tell(session, answer, { format: "table" }, asked) : exitCodes.done;
}

/** A terminal gets no control sequences of others. */
function shown({ terminal }: Session, text: string): string {
    return terminal.isForPeople ? text.split("\n").map(plainText).join("\n") : text;
}

async function printed(session: Session, id: string, of: LogOf): Promise<void> {
    const host = await session.host();
    const { argv: [program = "", ...rest] } = await createAppManager(host).logDownload(id, of);
    const { status, stderr } = await host.machine.run([program, ...rest], {
        onOutput: text => { session.terminal.print(shown(session, text)); },
    });
    if (status !== 0)
        throw new MachineError("failed", stderr.trim());
}

async function followed(session: Session, id: string, of: LogOf): Promise<ExitCode> {
    const manager = createAppManager(await session.host());
    return new Promise<ExitCode>(resolve => {
        const end = manager.followLog(id, of, tail, {
            lines: lines => {
                for (const { source, text } of lines)
                    session.terminal.print(`${source && `${source}  `}${shown(session, text)}\n`);
            },
            state: () => undefined,
        });
        process.once("SIGINT", () => {
            end();
            resolve(exitCodes.done);
        });
    });
}
