// SPDX-License-Identifier: LGPL-2.1-or-later
/** Where a place for backups is: the rules for its location, and what restic and ssh call it. */
import { keptPath } from "../libraries/library-check";
import { OperationError } from "../problem";
import type { PlaceRequest } from "./place";

export interface Location {
    /** As it is kept and shown: never with credentials. */
    location: string;
    /** As restic has it. For a REST server with user name and password. */
    repository: string;
    /** Words for ssh: "-p <port> <user>@<host>"; "" for other kinds. */
    ssh: string;
    /** S3's keys, else empty. */
    keys: { id: string, key: string };
    /** Path of a local repository, else "". */
    path: string;
}

type Asked = Pick<PlaceRequest, "kind" | "location" | "user" | "secret">;

const longest = 1000;
const noKeys = { id: "", key: "" };

/** Throws `Param.Place.FormatError`, whose detail says what to correct. */
export function refuse(detail: string): never {
    throw new OperationError("Param.Place.FormatError", detail);
}

/** Files have one line each, and restic takes blanks off both ends. */
export function refuseBadText(name: string, text: string | undefined): void {
    if (text === undefined)
        return;
    if (text.length > longest)
        refuse(`${name}: longer than ${longest} characters`);
    if (/\p{Cc}|[\u2028\u2029]/u.test(text))
        refuse(`${name}: has a control character`);
    if (text !== text.trim())
        refuse(`${name}: begins or ends with a blank`);
}

/** `dataFolder` is this program's own. Throws `Param.Place.FormatError`. */
export function locationOf({ kind, location: typed, user, secret }: Asked, dataFolder: string): Location {
    const location = typed.trim();
    refuseBadText("location", location);
    refuseBadText("user", user);
    refuseBadText("secret", secret);
    switch (kind) {
    case "local":
        refuseCredentials(user, secret);
        return localOf(location, dataFolder);
    case "sftp":
        refuseCredentials(user, secret);
        return sftpOf(location);
    case "rest":
        return restOf(location, user, secret);
    case "s3":
        return s3Of(location, user, secret);
    }
}

function refuseCredentials(user: string | undefined, secret: string | undefined): void {
    if (user !== undefined || secret !== undefined)
        refuse("user, secret: only for REST servers and S3");
}

function localOf(location: string, dataFolder: string): Location {
    const path = keptPath(location);
    if (typeof path !== "string")
        return refuse("location: an absolute path is needed, such as /mnt/backups");
    if (path === "/")
        refuse("location: a folder below / is needed");
    if (path === dataFolder || path.startsWith(`${dataFolder}/`))
        refuse(`location: ${dataFolder} is what is backed up; choose a folder outside of it`);
    return { location: path, repository: path, ssh: "", keys: noKeys, path };
}

const sftpUrl = /^sftp:\/\/([^@/]+)@(\[[^\]/]*\]|[^:/@]*)(?::(\d*))?(\/[^?#]*)$/;

function sftpOf(location: string): Location {
    const [, user = "", host = "", port = "22", path = ""] =
        sftpUrl.exec(location) ?? refuse("location: sftp://user@host[:port]/path is needed");
    // What begins with "-" would be an option of ssh.
    if (user.includes(":"))
        refuse("location: must not have a password; SFTP places use a key");
    if (!/^\w[\w.-]{0,63}$/.test(user))
        refuse("location: the user is not valid");
    if (!/^([a-z0-9]([a-z0-9._-]{0,252}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])$/i.test(host))
        refuse("location: the host is not valid");
    if (!(Number(port) >= 1 && Number(port) <= 65535))
        refuse("location: the port is not valid");
    const { pathname } = urlOf(`http://host${path}`);
    const kept = pathname.replace(/\/+/g, "/").replace(/\/$/, "");
    if (kept === "")
        refuse("location: a path is needed, such as sftp://user@host/backups");
    const at = `${user}@${host}${port === "22" ? "" : `:${port}`}`;
    // To restic a path with one slash is below the user's home.
    const repository = `sftp://${at}/${kept.startsWith("/~/") ? kept.slice("/~/".length) : kept}`;
    return {
        location: `sftp://${at}${kept}`, repository, ssh: `-p ${Number(port)} ${user}@${host.replace(/[[\]]/g, "")}`,
        keys: noKeys, path: "",
    };
}

function urlOf(text: string): URL {
    try {
        return new URL(text);
    } catch {
        return refuse("location: not a valid URL");
    }
}

/** Its origin and path, without a slash at the end. */
function webAddress(location: string): { protocol: string, host: string, path: string } {
    if (!/^https?:\/\//i.test(location))
        refuse("location: https://host[:port]/path is needed");
    const { protocol, host, username, password, pathname, search, hash } = urlOf(location);
    if (username || password)
        refuse("location: must not have a user name or a password; they are parameters of their own");
    if (search || hash || /[?#]/.test(location))
        refuse("location: must not have ? or #");
    return { protocol, host, path: pathname.replace(/\/+/g, "/").replace(/\/$/, "") };
}

function restOf(location: string, user: string | undefined, secret: string | undefined): Location {
    const { protocol, host, path } = webAddress(location);
    if ((user === undefined) !== (secret === undefined))
        refuse("user, secret: both are needed, or neither");
    if (user?.includes(":"))
        refuse("user: must not have a colon");
    const credentials = user === undefined ? "" : `${encoded(user)}:${encoded(secret ?? "")}@`;
    return {
        location: `${protocol}//${host}${path}`, repository: `rest:${protocol}//${credentials}${host}${path}/`, ssh: "",
        keys: noKeys, path: "",
    };
}

function encoded(text: string): string {
    return encodeURIComponent(text).replace(/[!'()*]/g, one => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}

function s3Of(location: string, user: string | undefined, secret: string | undefined): Location {
    const { protocol, host, path } = webAddress(location);
    if (!/^\/[a-z0-9][a-z0-9._-]{1,61}[a-z0-9](\/|$)/i.test(path))
        refuse("location: the path must begin with the bucket, as in https://host/bucket");
    if (user === undefined || secret === undefined)
        return refuse("user, secret: the access key and the secret key are needed");
    const address = `${protocol}//${host}${path}`;
    return { location: address, repository: `s3:${address}`, ssh: "", keys: { id: user, key: secret }, path: "" };
}
