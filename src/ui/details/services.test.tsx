// SPDX-License-Identifier: LGPL-2.1-or-later
import { render, screen, within } from "@testing-library/react";
import { anApp } from "../../../test/fakes/manager";
import { rowsOf, Services } from "./services";

const service = { restart: "always", oneShot: false, healthcheck: false, image: "mariadb:12", scale: 1 };

it("names services that have no container", () => {
    const app = anApp("blog", { record: { services: { db: service } } });
    expect(rowsOf(app)).toEqual([{ service: "db", image: "mariadb:12", container: undefined }]);
});

it("is read as a table where its rows are laid out as blocks", () => {
    const { container } = render(<Services app={anApp("blog", { record: { services: { db: service } } })} />);
    // What a phone's layout does to every part of it.
    container.querySelectorAll<HTMLElement>("table, thead, tbody, tr, th, td").forEach(part => { part.style.display = "grid"; });
    const row = within(screen.getByRole("table", { name: "Services" })).getByRole("row", { name: /mariadb:12/ });
    expect(within(row).getByRole("rowheader")).toHaveTextContent("db");
    const explicit = [...container.querySelectorAll("table, thead, tbody, tr, th, td")].filter(part => !part.hasAttribute("role"));
    expect(explicit).toEqual([]);
});
