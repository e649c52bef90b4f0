// SPDX-License-Identifier: LGPL-2.1-or-later
/** nginx in front of the HTTP interface, set up as the example that ships says. */
import { inside, insideWith, write } from "./machine";

export const proxyUrl = "https://server.example/AppManage";

const files = {
    example: "/usr/share/doc/cockpit-appmanage-api/examples/nginx.conf",
    configuration: "/etc/nginx/conf.d/appmanage.conf",
    certificate: "/etc/ssl/certs/server.example.pem",
    key: "/etc/ssl/private/server.example.key",
    passwords: "/etc/nginx/appmanage.htpasswd",
};

/** curl's own configuration, with user and password: nothing of it is in a command line. */
export const curlFile = "/tmp/appmanage-proxy.curl";
const password = "correct horse";

export async function startProxy(): Promise<void> {
    await inside("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
        "-subj", "/CN=server.example", "-addext", "subjectAltName=DNS:server.example",
        "-keyout", files.key, "-out", files.certificate);
    const hash = await insideWith(password, "openssl", "passwd", "-apr1", "-stdin");
    await write(files.passwords, `alice:${hash.trim()}\n`);
    await write(curlFile, [
        "silent", "show-error", "max-time = 60", `cacert = ${files.certificate}`,
        "resolve = server.example:443:127.0.0.1", `user = "alice:${password}"`, "",
    ].join("\n"));
    await inside("usermod", "--append", "--groups", "appmanage", "www-data");
    await inside("cp", files.example, files.configuration);
    await inside("systemctl", "start", "nginx.service");
}

export async function stopProxy(): Promise<void> {
    await inside("systemctl", "stop", "nginx.service");
    await inside("gpasswd", "--delete", "www-data", "appmanage");
    await inside("rm", "-f", files.configuration, files.certificate, files.key, files.passwords, curlFile);
}

/** What curl gets through the proxy; `more` are further arguments. */
export async function throughProxy(
    path: string, ...more: string[]
): Promise<{ status: number, type: string, body: string }> {
    const text = await inside("curl", "-K", curlFile, "-w", "\n%{http_code} %{content_type}", "-H", "Version: 1.0",
        "-H", "Language: en", ...more, `${proxyUrl}/${path}`);
    const end = text.lastIndexOf("\n");
    const [status = "", ...type] = text.slice(end + 1).split(" ");
    return { status: Number(status), type: type.join(" "), body: text.slice(0, end) };
}
