// SPDX-License-Identifier: LGPL-2.1-or-later
import { locationOf } from "./location";
import type { PlaceRequest } from "./place";

type Asked = Pick<PlaceRequest, "kind" | "location" | "user" | "secret">;

const of = (asked: Asked) => locationOf(asked, "/var/lib/appmanage");
const noKeys = { id: "", key: "" };

it.each<[Asked, object]>([
    [{ kind: "local", location: " /mnt//backups/./a/../ " },
        { location: "/mnt/backups", repository: "/mnt/backups", path: "/mnt/backups", ssh: "" }],
    [{ kind: "local", location: "/var/lib/appmanage2" }, { location: "/var/lib/appmanage2" }],
    [{ kind: "sftp", location: "sftp://joe@nas/srv/backups/" },
        { location: "sftp://joe@nas/srv/backups", repository: "sftp://joe@nas//srv/backups", ssh: "-p 22 joe@nas" }],
    [{ kind: "sftp", location: "sftp://joe@nas.example:2222/~/a b" }, {
        location: "sftp://joe@nas.example:2222/~/a%20b", repository: "sftp://joe@nas.example:2222/a%20b",
        ssh: "-p 2222 joe@nas.example",
    }],
    [{ kind: "sftp", location: "sftp://joe@[fe80::1]/b" },
        { repository: "sftp://joe@[fe80::1]//b", ssh: "-p 22 joe@fe80::1" }],
    [{ kind: "rest", location: "http://nas:8000/" }, { location: "http://nas:8000", repository: "rest:http://nas:8000/", keys: noKeys }],
    [{ kind: "rest", location: "https://nas/joe", user: "joe@home", secret: "a:/?#'%é" }, {
        location: "https://nas/joe", repository: "rest:https://joe%40home:a%3A%2F%3F%23%27%25%C3%A9@nas/joe/", keys: noKeys,
    }],
    [{ kind: "s3", location: "https://s3.example/bucket/server/", user: "AKIA", secret: "x/y+z" }, {
        location: "https://s3.example/bucket/server", repository: "s3:https://s3.example/bucket/server",
        keys: { id: "AKIA", key: "x/y+z" }, ssh: "",
    }],
])("%j", (asked, expected) => {
    expect(of(asked)).toMatchObject(expected);
});

const [user, secret] = ["joe", "secret"];

it.each<[Asked, string]>([
    [{ kind: "local", location: "backups" }, "location: an absolute path is needed, such as /mnt/backups"],
    [{ kind: "local", location: "/mnt/\n/etc" }, "location: has a control character"],
    [{ kind: "local", location: "/mnt/.." }, "location: a folder below / is needed"],
    [{ kind: "local", location: "/var/lib/./appmanage/backups" },
        "location: /var/lib/appmanage is what is backed up; choose a folder outside of it"],
    [{ kind: "local", location: `/${"a".repeat(1000)}` }, "location: longer than 1000 characters"],
    [{ kind: "local", location: "/mnt", user, secret }, "user, secret: only for REST servers and S3"],
    [{ kind: "sftp", location: "sftp://nas/b" }, "location: sftp://user@host[:port]/path is needed"],
    [{ kind: "sftp", location: "sftp://joe@nas" }, "location: sftp://user@host[:port]/path is needed"],
    [{ kind: "sftp", location: "sftp://joe@nas/" }, "location: a path is needed, such as sftp://user@host/backups"],
    [{ kind: "sftp", location: "sftp://joe@nas/b?c" }, "location: sftp://user@host[:port]/path is needed"],
    [{ kind: "sftp", location: "sftp://-oProxyCommand=id@nas/b" }, "location: the user is not valid"],
    [{ kind: "sftp", location: "sftp://joe@-oProxyCommand=id/b" }, "location: the host is not valid"],
    [{ kind: "sftp", location: "sftp://joe@nas -oX=1/b" }, "location: the host is not valid"],
    [{ kind: "sftp", location: "sftp://joe@$(id)/b" }, "location: the host is not valid"],
    [{ kind: "sftp", location: "sftp://joe@nas:0/b" }, "location: the port is not valid"],
    [{ kind: "sftp", location: "sftp://joe@nas:/b" }, "location: the port is not valid"],
    [{ kind: "sftp", location: "sftp://joe:pw@nas/b" }, "location: must not have a password; SFTP places use a key"],
    [{ kind: "rest", location: "ftp://nas/" }, "location: https://host[:port]/path is needed"],
    [{ kind: "rest", location: "https://" }, "location: not a valid URL"],
    [{ kind: "rest", location: "https://joe:pw@nas/" },
        "location: must not have a user name or a password; they are parameters of their own"],
    [{ kind: "rest", location: "https://nas/?" }, "location: must not have ? or #"],
    [{ kind: "rest", location: "https://nas/", user }, "user, secret: both are needed, or neither"],
    [{ kind: "rest", location: "https://nas/", user: "a:b", secret }, "user: must not have a colon"],
    [{ kind: "rest", location: "https://nas/", user, secret: "a\nb" }, "secret: has a control character"],
    [{ kind: "s3", location: "https://nas/", user, secret }, "location: the path must begin with the bucket, as in https://host/bucket"],
    [{ kind: "s3", location: "https://nas/bucket" }, "user, secret: the access key and the secret key are needed"],
    [{ kind: "s3", location: "https://nas/bucket", user, secret: "x\u2028aws_session_token = y" }, "secret: has a control character"],
])("%j is refused: %s", (asked, detail) => {
    expect(() => of(asked)).toThrow(expect.objectContaining({ problem: { code: "Param.Place.FormatError", detail } }) as Error);
});
