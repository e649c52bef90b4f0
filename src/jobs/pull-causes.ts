// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * Why images cannot be pulled: the registry, the way to it, the image itself.
 * What happened, and what to do next; `$0` and `$1` stand for the arguments of the cause.
 */
import { N_ } from "./translatable";

export const pullCauses = {
    "registry-unreachable": [
        N_("The image registry cannot be reached: its address refuses connections, or there is no way to it."),
        N_("Check this server's network and that the registry runs, then try again."),
    ],
    "name-not-resolved": [
        N_("The name $0 cannot be resolved."),
        N_("Check the DNS settings of this server. Without internet, set up a registry mirror. Then try again."),
    ],
    "registry-timeout": [
        N_("The image registry does not answer in time."),
        N_("The network or the registry is slow, or a firewall is in the way. Try again, or set up a mirror."),
    ],
    certificate: [
        N_("This server does not trust the certificate of the image registry."),
        N_("Put the certificate of the registry's authority under /etc/docker/certs.d, then try again."),
    ],
    "certificate-expired": [
        N_("The certificate of the image registry has expired, or the clock of this server is wrong."),
        N_("Check date and time of this server first. If they are right, the registry has to renew its certificate."),
    ],
    "registry-not-encrypted": [
        N_("The image registry speaks HTTP without encryption, which Docker refuses."),
        N_("Give it a certificate, or name it in insecure-registries of Docker's settings. Then try again."),
    ],
    "not-logged-in": [
        N_("The image registry wants a login, and this server has none for it."),
        N_("Log in to the registry with docker login, as root on this server, then try again."),
    ],
    unauthorized: [
        N_("The image registry does not accept the login of this server, or wants one."),
        N_("Log in to the registry again with docker login, as root on this server, then try again."),
    ],
    "access-denied": [
        N_("The image registry, or a proxy before it, refuses access to this image."),
        N_("Check that this server's login may pull the image, and that no firewall blocks it. Then try again."),
    ],
    "rate-limit": [
        N_("The image registry gives this server no more images for now: its rate limit is reached."),
        N_("Wait some hours, log in with docker login for a higher limit, or set up a mirror. Then try again."),
    ],
    "no-such-image": [
        N_("The image registry has no such image, or keeps it private."),
        N_("Check the image's name. For a private one, log in with docker login as root. Then try again."),
    ],
    "no-such-tag": [
        N_("The image registry does not have $0: there is no such image, or not in this version."),
        N_("Choose another version of the app. If its definition is your own, correct the image's tag in it."),
    ],
    "bad-image-name": [
        N_("The compose file names an image in a way that Docker does not understand."),
        N_("Correct the image's name in the compose file. Often a variable in it is empty."),
    ],
    "wrong-architecture": [
        N_("The image does not exist for the processor of this server."),
        N_("Choose another version of the app, or install it on a server with another processor."),
    ],
    "image-format": [
        N_("The image has a format that this version of Docker does not know."),
        N_("Update Docker on this server, or choose another version of the app."),
    ],
    "image-damaged": [
        N_("The image in the registry is damaged or incomplete."),
        N_("Choose another version of the app, or ask whoever runs the registry to upload the image again."),
    ],
    "digest-mismatch": [
        N_("What arrived is not what the image registry announced: a checksum is wrong."),
        N_("Try again. If it stays, a proxy or mirror, or this server's memory or disk, spoils the data."),
    ],
    "connection-lost": [
        N_("The connection to the image registry broke off."),
        N_("Try again. If it keeps breaking off, check the network of this server, or set up a registry mirror."),
    ],
    "registry-error": [
        N_("The image registry has an error of its own and answers with status $0."),
        N_("Nothing is wrong on this server. Wait a while, then try again."),
    ],
    "registry-odd-answer": [
        N_("What answers at the registry's address is no image registry, perhaps a login page of the network."),
        N_("See with curl what answers there: a proxy or the network's login page may be in the way."),
    ],
    "proxy-login": [
        N_("The proxy on the way to the image registry wants a login."),
        N_("Put the proxy's user and password into Docker's proxy settings, restart Docker, and try again."),
    ],
    "proxy-unreachable": [
        N_("The proxy that Docker is set up to use cannot be reached."),
        N_("Correct or remove HTTP_PROXY and HTTPS_PROXY in Docker's settings, restart Docker, and try again."),
    ],
    "image-missing": [
        N_("The image $0 is not on this server, and the compose file forbids to pull it."),
        N_("Load or build the image on this server, or remove pull_policy from the compose file. Then try again."),
    ],
    "build-failed": [
        N_("The app's image could not be built."),
        N_("The lines below are the builder's own. When the cause is fixed, try again."),
    ],
} as const;
