// SPDX-License-Identifier: LGPL-2.1-or-later
import { jobRequest } from "./job-request";

function imagesOf(...images: string[]): readonly string[] {
    const services = Object.fromEntries(images.map((image, at) =>
        [`service${at}`, { restart: "always", oneShot: false, healthcheck: false, image, scale: 1 }]));
    return jobRequest({ app_id: "blog", network: null, probed_port: null, services }).images;
}

test("each image is looked for once, and what is built has none", () => {
    expect(imagesOf("wordpress:7.1.0", "ghcr.io:443/a/b:v1-x", "wordpress:7.1.0", ""))
        .toEqual(["wordpress:7.1.0", "ghcr.io:443/a/b:v1-x"]);
});

test.each(["wordpress", "wordpress:latest", "registry:5000/wordpress", `wordpress@sha256:${"0".repeat(64)}`])(
    "whether %s is still the same only the registry knows", image => {
        expect(imagesOf("mariadb:11.8", image)).toEqual([]);
    });

test("network and port go along", () => {
    const network = { name: "appmanage-blog", subnet: "10.201.0.0/28" };
    expect(jobRequest({ app_id: "blog", network, probed_port: 9001, services: {} }))
        .toEqual({ id: "blog", network, port: 9001, images: [] });
});
