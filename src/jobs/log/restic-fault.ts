// SPDX-License-Identifier: LGPL-2.1-or-later
/** What restic's exit status and words mean, from version 0.14 on. */

export type ResticFault =
    "missing" | "too-old" | "wrong-password" | "locked" | "no-space" | "no-repository" | "unreachable" | "unknown";

/** By restic since 0.17, and by run/restic.sh. */
const statuses: Readonly<Record<number, ResticFault>> = {
    10: "no-repository",
    11: "locked",
    12: "wrong-password",
    126: "too-old",
    127: "missing",
};

/** Exit statuses of timeout(1). */
const outOfTime = [124, 137];

/** In this order: a server that can't be reached is also said to have no repository. */
const words: readonly [RegExp, ResticFault][] = [
    [/wrong password or no key found/, "wrong-password"],
    [/repository is already locked/, "locked"],
    [/no space left on device|disk quota exceeded|insufficient storage|quota ?exceeded/i, "no-space"],
    [/unable to open config file: .*(no such file or directory|does not exist)/, "no-repository"],
    [new RegExp([
        "connection (refused|reset|timed out|closed)", "no such host", "server misbehaving", "could not resolve", "i/o timeout",
        "deadline exceeded", "handshake timeout", "timeout awaiting", "network is unreachable", "no route to host",
        "permission denied", "access denied", "not permitted", "host key verification failed", "sftp session", "x509:", "tls:",
        "unexpected http response", "server response unexpected", "access key", "signature", "no credentials found",
        "read-only file system", "no such file or directory", "not a directory", "input/output error", "stale file handle",
        "transport endpoint is not connected", "malformed http response", "http response to https client",
    ].join("|"), "i"), "unreachable"],
];

export function isOutOfTime(status: number): boolean {
    return outOfTime.includes(status);
}

export function resticFault(status: number, said: string): ResticFault {
    return isOutOfTime(status) ? "unreachable"
        : statuses[status] ?? words.find(([pattern]) => pattern.test(said))?.[1] ?? "unknown";
}
