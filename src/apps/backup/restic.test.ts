// SPDX-License-Identifier: LGPL-2.1-or-later
import type { ProblemCode } from "../problem";
import { problemOf } from "./restic";

const where = (location: string) => `Is there a repository at the following location?\n${location}\n`;
const ssh = "subprocess ssh: ssh: connect to host nas port 22:";

/** What restic 0.14 and 0.18 say. */
it.each<[number, string, ProblemCode, string | undefined]>([
    [127, "", "Backup.ResticMissing", undefined],
    [126, "", "Backup.ResticTooOld", undefined],
    [1, "Fatal: wrong password or no key found\n", "Backup.WrongPassword", "Fatal: wrong password or no key found"],
    [12, '{"message_type":"exit_error","code":12,"message":"Fatal: wrong password or no key found"}\n', "Backup.WrongPassword",
        "Fatal: wrong password or no key found"],
    [1, `Fatal: unable to open config file: stat /r/config: no such file or directory\n${where("/r")}`, "Backup.NoRepository",
        "Fatal: unable to open config file: stat /r/config: no such file or directory"],
    [1, `Fatal: unable to open config file: Lstat: file does not exist\n${where("sftp:u@nas:/r")}`, "Backup.NoRepository",
        "Fatal: unable to open config file: Lstat: file does not exist"],
    [1, `Fatal: unable to open config file: <config/> does not exist\n${where("rest:http://u:***@nas/r/")}`,
        "Backup.NoRepository", "Fatal: unable to open config file: <config/> does not exist"],
    [1, `Fatal: unable to open config file: Stat: The specified bucket does not exist.\n${where("s3:http://nas/b")}`,
        "Backup.NoRepository", "Fatal: unable to open config file: Stat: The specified bucket does not exist."],
    [10, '{"message_type":"exit_error","code":10,"message":"Fatal: repository does not exist: unable to open config file: ' +
        'stat /r/config: no such file or directory\\nIs there a repository at the following location?\\n/r"}\n',
    "Backup.NoRepository",
    "Fatal: repository does not exist: unable to open config file: stat /r/config: no such file or directory"],
    [1, "Fatal: unable to create lock in backend: repository is already locked exclusively by PID 4711 on nas by root (UID 0, " +
        "GID 0)\nlock was created at 2026-11-28 09:43:14 (1m2s ago)\nstorage ID 0ea850f7\n", "Backup.Locked",
    "Fatal: unable to create lock in backend: repository is already locked exclusively by PID 4711 on nas by root (UID 0, " +
        "GID 0)\nlock was created at 2026-11-28 09:43:14 (1m2s ago)\nstorage ID 0ea850f7"],
    [11, "unable to create lock in backend: repository is already locked by PID 1 on a by b (UID 0, GID 0)\n", "Backup.Locked",
        "unable to create lock in backend: repository is already locked by PID 1 on a by b (UID 0, GID 0)"],
    [1, "Save(<data/4d2f>) returned error, retrying after 552.330144ms: write /r/data/4d/tmp: no space left on device\n" +
        "Fatal: unable to save snapshot: write /r/data/4d/tmp: no space left on device\n", "Backup.NoSpace",
    "write /r/data/4d/tmp: no space left on device\n" +
        "Fatal: unable to save snapshot: write /r/data/4d/tmp: no space left on device"],
    [1, `Fatal: unable to open config file: unexpected HTTP response (507): 507 Insufficient Storage\n${where("rest:http://n/")}`,
        "Backup.NoSpace", "Fatal: unable to open config file: unexpected HTTP response (507): 507 Insufficient Storage"],
    [1, 'Fatal: unable to open config file: client.Head: Head "http://u:***@127.0.0.1:1/x/config": dial tcp 127.0.0.1:1: ' +
        `connect: connection refused\n${where("rest:http://u:***@127.0.0.1:1/x/")}`, "Backup.Unreachable",
    'Fatal: unable to open config file: client.Head: Head "http://***@127.0.0.1:1/x/config": dial tcp 127.0.0.1:1: ' +
        "connect: connection refused"],
    [1, `Fatal: unable to open config file: Stat: Access Denied.\n${where("s3:http://nas/b")}`, "Backup.Unreachable",
        "Fatal: unable to open config file: Stat: Access Denied."],
    [1, `Stat(<config/>) failed: unexpected HTTP response (401): 401 Unauthorized\nFatal: unable to open config file: unexpected ` +
        `HTTP response (401): 401 Unauthorized\n${where("rest:http://u:***@nas/")}`, "Backup.Unreachable",
    "unexpected HTTP response (401): 401 Unauthorized\n" +
        "Fatal: unable to open config file: unexpected HTTP response (401): 401 Unauthorized"],
    [1, `${ssh} Connection refused\nFatal: unable to open repository at sftp:u@nas:/x: unable to start the sftp session, ` +
        "error: EOF\n", "Backup.Unreachable",
    `${ssh} Connection refused\nFatal: unable to open repository at sftp:u@nas:/x: unable to start the sftp session, error: EOF`],
    [1, "subprocess ssh: Host key verification failed.\nFatal: unable to start the sftp session, error: EOF\n",
        "Backup.Unreachable",
        "subprocess ssh: Host key verification failed.\nFatal: unable to start the sftp session, error: EOF"],
    [1, "Fatal: create repository at /mnt/r failed: mkdir /mnt/r: read-only file system\n\n", "Backup.Unreachable",
        "Fatal: create repository at /mnt/r failed: mkdir /mnt/r: read-only file system"],
    [124, 'Stat(<config/>) returned error, retrying after 839.59014ms: Head "http://u:***@nas:1/x": dial tcp: no such host\n' +
        'Stat(<config/>) returned error, retrying after 2.035806625s: Head "http://u:***@nas:1/x": dial tcp: no such host\n' +
        "\u001b[2Ksignal terminated received, cleaning up\nFatal: unable to open config file: context canceled\n" +
        where("rest:http://u:***@nas:1/x/"), "Backup.Unreachable", 'Head "http://***@nas:1/x": dial tcp: no such host'],
    [124, "\u001b[2Ksignal terminated received, cleaning up\n", "Backup.Unreachable", "no answer in time"],
    [1, "Fatal: something new\n", "Backup.Failed", "Fatal: something new"],
    [3, "", "Backup.Failed", "restic: exit status 3"],
])("exit status %i, %j: %s", (status, stderr, code, detail) => {
    expect(problemOf(status, stderr)).toEqual({ code, ...detail !== undefined && { detail } });
});

it("shows no credentials, and not more than fits on a screen", () => {
    const { detail = "" } = problemOf(1, 'Fatal: parse "https://joe:s3cr%2Ft@nas/": invalid port\n'.padStart(5000, "x\n"));
    expect(detail).toContain("https://***@nas/");
    expect(detail).not.toMatch(/joe|s3cr/);
    expect(problemOf(1, `${"y".repeat(400)}\n`.repeat(3) + "a\nb\n".repeat(500)).detail?.split("\n")).toHaveLength(3);
    expect((problemOf(1, "z".repeat(100_000)).detail ?? "").length).toBeLessThanOrEqual(1500);
});
