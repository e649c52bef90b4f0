// SPDX-License-Identifier: LGPL-2.1-or-later
import { imageChanges, moved, recreatedServices, settingChanges } from "./difference";

const service = (image: string) => ({ restart: "always", oneShot: false, healthcheck: false, image, scale: 1 });

it("tells images of all services, those that come and go too", () => {
    const after = { web: service("a:2"), constructor: service("c:1") };
    expect(imageChanges({ web: service("a:1"), old: service("b:1") }, after)).toEqual([
        { service: "constructor", old: "", new: "c:1" }, { service: "old", old: "b:1", new: "" },
        { service: "web", old: "a:1", new: "a:2" },
    ]);
});

it("tells settings without secrets", () => {
    const before = "A=1\nB=2\nDB_PASSWORD=old\nGONE=1\nDB=mysql://me:secret@db/x\n";
    expect(settingChanges(before, "A=1\nB=3\nDB_PASSWORD=new\nNEW=1\nDB=mysql://me:other@db/x\n")).toEqual([
        { key: "B", old: "2", new: "3" }, { key: "DB_PASSWORD", old: null, new: null }, { key: "GONE", old: "1", new: null },
        { key: "DB", old: null, new: null }, { key: "NEW", old: null, new: "1" },
    ]);
});

it("tells which services are made again, and all where something beside them differs", () => {
    const model = { name: "blog", services: { web: { image: "a" }, db: { image: "b" } }, volumes: { data: {} } };
    const other = { ...model, services: { web: { image: "a:2" }, db: { image: "b" } } };
    expect(recreatedServices(model, model)).toEqual([]);
    expect(recreatedServices(model, other)).toEqual(["web"]);
    expect(recreatedServices(model, { ...model, volumes: {} })).toEqual(["db", "web"]);
});

it("compares models whose paths are in different folders", () => {
    const model = (folder: string) => ({ services: { web: { volumes: [{ source: `${folder}/data` }] } } });
    expect(moved(model("/stage/files"), "/stage/files", "/apps/blog")).toEqual(model("/apps/blog"));
});
