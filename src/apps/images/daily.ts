// SPDX-License-Identifier: LGPL-2.1-or-later
/** The check for new images once a day: a timer of systemd, which works without this program. */
import { recordDone } from "../audit";
import type { Context } from "../context";
import { removeTimer, setTimer, type Timer } from "../timer/timer";
import { checkScript } from "./images";

const timerOf = ({ paths }: Context): Timer => ({ folder: `${paths.images}/daily`, unit: "appmanage-images" });

/** Throws `OperationError` where systemd does not run this host. */
export async function setDaily(context: Context, isOn: boolean): Promise<void> {
    if (isOn)
        await write(context);
    else
        await removeTimer(context, timerOf(context));
    await recordDone(context);
}

/** Whoever looks after an upgrade gives the timer the script of the new version. */
export async function isDaily(context: Context): Promise<boolean> {
    const script = await context.machine.read(`${timerOf(context).folder}/check`);
    if (script !== null && script !== checkScript)
        await write(context);
    return script !== null;
}

async function write(context: Context): Promise<void> {
    const { paths: { root } } = context;
    const timer = timerOf(context);
    await setTimer(context, timer, {
        when: "daily",
        files: [["check", checkScript]],
        service: serviceText(`${timer.folder}/check`, root),
        timer: timerText,
    });
}

const quoted = (path: string) => `"${path.replaceAll("%", "%%")}"`;

function serviceText(script: string, root: string): string {
    return `# Written by appmanage: turn the daily check off there.
[Unit]
Description=Check for new images of the apps
Wants=network-online.target
After=network-online.target docker.service

[Service]
Type=oneshot
ExecStart=/bin/sh ${quoted(script)} ${quoted(root)}
`;
}

/** Registries are not asked by all servers at midnight. */
const timerText = `# Written by appmanage: turn the daily check off there.
[Unit]
Description=Daily check for new images of the apps

[Timer]
OnCalendar=daily
RandomizedDelaySec=4h
Persistent=true

[Install]
WantedBy=timers.target
`;
