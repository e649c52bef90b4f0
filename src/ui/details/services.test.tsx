// SPDX-License-Identifier: LGPL-2.1-or-later
import { anApp } from "../../../test/fakes/manager";
import { rowsOf } from "./services";

const service = { restart: "always", oneShot: false, healthcheck: false, image: "mariadb:12", scale: 1 };

it("names services that have no container", () => {
    const app = anApp("blog", { record: { services: { db: service } } });
    expect(rowsOf(app)).toEqual([{ service: "db", image: "mariadb:12", container: undefined }]);
});
