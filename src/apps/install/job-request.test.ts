// SPDX-License-Identifier: LGPL-2.1-or-later
import { jobRequest } from "./job-request";

const wish = { kind: "install", wish: "running", before: "none" } as const;

function requestFor(...images: string[]) {
    const services = Object.fromEntries(images.map((image, at) =>
        [`service${at}`, { restart: "always", oneShot: false, healthcheck: false, image, scale: 1 }]));
    return jobRequest({ app_id: "blog", network: null, probe: null, services }, wish);
}

it("names each image once, and none for what is built", () => {
    expect(requestFor("wordpress:7.1.0", "ghcr.io:443/a/b:v1-x", "wordpress:7.1.0", "").images)
        .toEqual(["wordpress:7.1.0", "ghcr.io:443/a/b:v1-x"]);
});

it.each([
    [true, "wordpress"], [true, "wordpress:latest"], [true, "registry:5000/wordpress"],
    [false, "wordpress:7.1.0"], [false, `wordpress@sha256:${"0".repeat(64)}`], [false, "wordpress:latest-alpine"],
])("asks the registry again (%j) where a tag moves by its meaning: %s", (refresh, image) => {
    expect(requestFor("mariadb:11.8", image).refresh).toBe(refresh);
});

it("passes network, probe and services to pull", () => {
    const network = { name: "appmanage-blog", subnet: "10.201.0.0/28" };
    const probe = { scheme: "https", address: "::1", port: 9001 } as const;
    expect(jobRequest({ app_id: "blog", network, probe, pull: ["web"], services: {} }, wish))
        .toEqual({ id: "blog", network, probe, pull: ["web"], images: [], refresh: false, ...wish });
});
