// SPDX-License-Identifier: LGPL-2.1-or-later
/** What `make check-library` tells a library's maintainer. Needs docker's compose command, and no running engine. */
import { join } from "node:path";
import { checkLibraries } from "../library/check-library";
import { MadeLibrary } from "../library/made-library";

jest.setTimeout(60_000);

let library: MadeLibrary;
beforeEach(() => { library = new MadeLibrary(); });
afterEach(() => { library.remove(); });

test("names what keeps a second instance from running", async () => {
    library.add("fixed", {
        compose: "services: {db: {image: x, container_name: the-db, " +
            "ports: [\"53:53/udp\", \"7000-7003:7000-7003\"]}}",
    });
    const lines: string[] = [];
    expect(await checkLibraries([library.folder], line => lines.push(line))).toBe(0);
    expect(lines[0]).toMatch(/^once .*port 53\/udp; port 7000-7003\/tcp; container the-db$/);
    expect(lines[1]).toContain("Of the released 1 load, prepare and resolve, 0 of them also a second time: 2 versions in all.");
});

test("looks at every version, and names those that are at fault", async () => {
    library.add("many", {
        compose: "services: {app: {image: x, ports: [\"$W9_VERSION:80\", \"53:53\"]}}",
        variables: { edition: [{ dist: "a", version: "8081, 8082" }, { dist: "b", version: ["8083", "latest"] }] },
    });
    const lines: string[] = [];
    expect(await checkLibraries([library.folder], line => lines.push(line))).toBe(1);
    expect(lines[0]).toMatch(/^fails +many +4 versions, 1 services, .*; latest: .*latest.*;/);
    for (const version of ["8081", "8082", "8083"])
        expect(lines[0]).toContain(`; ${version}: port ${version}/tcp`);
    expect(lines[0]).toContain("; 8081, 8082, 8083: port 53/tcp");
});

test("tells the library's maintainer what is broken", async () => {
    library.add("good");
    library.add("bad", { variables: "{" });
    library.add("wrong", { compose: "services: {app: {image: x, ports: 80}}" });
    library.add("draft", { variables: { release: false }, compose: null });
    const lines: string[] = [];
    expect(await checkLibraries([library.folder], line => lines.push(line))).toBe(1);
    expect(lines.map(line => line.split(/\s+/).slice(0, 2).join(" ")).slice(0, -1))
        .toEqual(expect.arrayContaining(["broken bad", "twice good", "fails wrong"]));
    expect(lines.at(-1)).toContain("2 released, 1 not released, 1 broken");
    expect(await checkLibraries([join(library.outside, "nowhere")], () => undefined)).toBe(2);
});
