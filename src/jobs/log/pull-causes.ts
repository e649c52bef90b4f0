// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * Why images cannot be pulled: the registry, the network, the image itself.
 * What happened, and what to do next; `$0` and `$1` stand for the arguments of the cause.
 */
import { N_ } from "../translatable";

export const pullCauses = {
    "credential-store": [
        N_("Docker's credential store on this server is not working."),
        N_("Fix or remove credsStore and credHelpers in root's .docker/config.json, then try again."),
    ],
    "registry-unreachable": [
        N_("The image registry cannot be reached."),
        N_("Check this server's network connection and that the registry is running, then try again."),
    ],
    "registry-unreachable-ipv6": [
        N_("The image registry cannot be reached over IPv6."),
        N_("Fix this server's IPv6 connection, or turn IPv6 off or prefer IPv4 until it works. Then try again."),
    ],
    "name-not-resolved": [
        N_("The host name $0 cannot be resolved."),
        N_("Check this server's DNS settings. Without internet access, set up a registry mirror. Then try again."),
    ],
    "registry-timeout": [
        N_("The image registry did not respond in time."),
        N_("The network or the registry may be slow, or a firewall may block it. Try again, or set up a mirror."),
    ],
    certificate: [
        N_("This server does not trust the certificate of the image registry."),
        N_("Add the certificate of the registry's authority to /etc/docker/certs.d, then try again."),
    ],
    "certificate-expired": [
        N_("The certificate of the image registry has expired, or this server's clock is wrong."),
        N_("Check this server's date and time first. If they are correct, the registry has to renew its certificate."),
    ],
    "tls-failed": [
        N_("A secure connection to the image registry could not be established."),
        N_("Check for a proxy or firewall that intercepts connections, and that Docker is up to date. Then try again."),
    ],
    "registry-not-encrypted": [
        N_("The image registry uses unencrypted HTTP, which Docker refuses by default."),
        N_("Set up TLS for the registry, or add it to insecure-registries in /etc/docker/daemon.json. Then try again."),
    ],
    "not-logged-in": [
        N_("The image registry requires authentication, but no credentials are configured on this server."),
        N_("Log in to the registry with \"docker login\" as root on this server, then try again."),
    ],
    unauthorized: [
        N_("The image registry rejected this server's credentials, or requires some."),
        N_("Log in to the registry with \"docker login\" as root on this server, then try again."),
    ],
    "access-denied": [
        N_("The image registry, or a proxy in front of it, denied access to this image."),
        N_("Check that this server's account may pull the image, and that no firewall blocks it. Then try again."),
    ],
    "rate-limit": [
        N_("The image registry's pull rate limit has been reached."),
        N_("Wait a few hours, log in with \"docker login\" for a higher limit, or set up a mirror. Then try again."),
    ],
    "no-such-image": [
        N_("The image does not exist in the registry, or is private."),
        N_("Check the image name. For a private image, log in with \"docker login\" as root. Then try again."),
    ],
    "no-such-tag": [
        N_("The image $0 was not found in the registry."),
        N_("Choose another version of the app. If the app definition is your own, correct the image tag."),
    ],
    "bad-image-name": [
        N_("The compose file contains an invalid image name."),
        N_("Correct the image name in the compose file. Often a variable in it is empty."),
    ],
    "short-image-name": [
        N_("The image name $0 does not include a registry."),
        N_("Use the full name in the compose file, such as docker.io/library/$0. Then try again."),
    ],
    "wrong-architecture": [
        N_("The image is not available for this server's processor architecture."),
        N_("Choose another version of the app, or install it on a server with a supported processor."),
    ],
    "image-format": [
        N_("The image has a format that this version of Docker does not support."),
        N_("Update Docker on this server, or choose another version of the app."),
    ],
    "image-damaged": [
        N_("The image in the registry is damaged or incomplete."),
        N_("Choose another version of the app, or ask the registry's administrator to upload the image again."),
    ],
    "digest-mismatch": [
        N_("Checksum mismatch: the downloaded image data is corrupt."),
        N_("Try again. If it fails again, check the proxy or mirror, and this server's memory and disk."),
    ],
    "connection-lost": [
        N_("The connection to the image registry was lost."),
        N_("Try again. If it fails again, check this server's network, or set up a registry mirror."),
    ],
    "registry-error": [
        N_("The image registry reported an internal error (status $0)."),
        N_("The problem is not on this server. Wait a while, then try again."),
    ],
    "registry-odd-answer": [
        N_("The server at this address is not an image registry. It may be a captive portal."),
        N_("Use curl to check what responds at this address: a proxy or a login page may be in the way."),
    ],
    "proxy-login": [
        N_("The proxy requires authentication."),
        N_("Add the user name and password to Docker's proxy settings, restart Docker, and try again."),
    ],
    "proxy-unreachable": [
        N_("The proxy that Docker is configured to use is not working."),
        N_("Correct or remove HTTP_PROXY and HTTPS_PROXY in Docker's settings, restart Docker, and try again."),
    ],
    "image-missing": [
        N_("The image $0 is not on this server, and the compose file does not allow pulling it."),
        N_("Load or build the image on this server, or remove pull_policy from the compose file. Then try again."),
    ],
    "build-failed": [
        N_("Failed to build the app's image."),
        N_("See the build output below. Fix the cause, then try again."),
    ],
} as const;
