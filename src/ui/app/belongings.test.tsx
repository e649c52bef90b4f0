// SPDX-License-Identifier: LGPL-2.1-or-later
import { render, screen } from "@testing-library/react";
import type { Belonging } from "../../apps/removal";
import { Belongings, hasData } from "./belongings";

const container: Belonging = { kind: "container", name: "blog-web-1", size: null };
const layer: Belonging = { kind: "layer", name: "blog-web-1", size: 5000 };
const volume: Belonging = { kind: "volume", name: "blog_db", size: 1024 };
const folder: Belonging = { kind: "folder", name: "/apps/blog", size: 4096 };
const bind: Belonging = { kind: "bind", name: "/srv", size: null };
const image: Belonging = { kind: "image", name: "wordpress:7.1.0", size: 373_000_000 };
const socket: Belonging = { kind: "socket", name: "/var/run/docker.sock", size: null };
const child: Belonging = { kind: "child", name: "made-by-the-app", size: null };

/** Each heading with what is listed below it. */
function shown(belongings: Belonging[], purge: boolean, images = false): Record<string, string[]> {
    render(<Belongings belongings={belongings} choice={{ purge, images }} />);
    return Object.fromEntries(screen.getAllByRole("list").map(list => {
        const group = list.closest(".pf-v6-c-alert, div");
        const heading = group?.querySelector("strong, h4")?.textContent ?? "";
        return [heading.replace(/^\w+ alert:/, ""), [...list.querySelectorAll("li")].map(item => item.textContent ?? "")];
    }));
}

it("names what lives in a container's writable layer before it is deleted", () => {
    expect(shown([container, layer, volume, folder], false)).toEqual({
        "Will be deleted": ["Container blog-web-1", "Files changed inside the container blog-web-1, 4.9 KiB"],
        "Will be kept": ["Volume blog_db, 1 KiB", "Folder /apps/blog, 4 KiB"],
    });
});

it.each([
    [true, { "Will be kept": undefined }],
    [false, { "Will be kept": ["Image wordpress:7.1.0, 355.7 MiB"] }],
])("says what becomes of the images (deleted: %j)", (images, expected) => {
    expect(shown([container, image], true, images)["Will be kept"]).toEqual(expected["Will be kept"]);
});

it("names what is never touched", () => {
    const groups = shown([container, bind, socket, child], true);
    expect(groups["Host folders that will not be changed"]).toEqual(["/srv"]);
    expect(groups["Used by containers that are not part of the app, and not removed"]).toEqual(["Container made-by-the-app"]);
    expect(screen.getByText(/This app can control Docker/)).toBeVisible();
});

it.each<[boolean, Belonging[]]>([
    [false, []], [false, [container, layer, folder, socket]], [true, [container, volume]], [true, [container, bind]],
    [true, [{ kind: "data", name: "/apps/blog/www", size: 1 }]],
])("tells whether there is data to keep: %j", (expected, belongings) => {
    expect(hasData(belongings)).toBe(expected);
});
