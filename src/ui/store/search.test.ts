// SPDX-License-Identifier: LGPL-2.1-or-later
import { aDefinition } from "../../../test/fakes/manager";
import { categoryCounts, entriesOf, found } from "./search";

const apps = [
    aDefinition("wordpress", {
        title: { en: "WordPress" }, summary: { en: "Websites and blogs", zh_CN: "网站和博客" }, categories: ["websites"],
    }),
    aDefinition("ghost", { summary: { en: "Blogs and newsletters" }, categories: ["websites", "communication"] }),
    aDefinition("gitea", { summary: { en: "Git hosting" }, categories: ["development"] }),
    aDefinition("blogger", { categories: ["websites", "websites"] }),
];

function names(text: string, category = "", language = "en"): string[] {
    return found(entriesOf(apps, language), text, category).map(({ app }) => app.name);
}

describe("found", () => {
    it("has all apps by title where nothing is asked", () => {
        expect(names("")).toEqual(["blogger", "ghost", "gitea", "wordpress"]);
    });

    it("puts titles before summaries", () => {
        expect(names("blog")).toEqual(["blogger", "ghost", "wordpress"]);
    });

    it("wants every word", () => {
        expect(names("blogs  WEBSITES")).toEqual(["wordpress"]);
    });

    it("finds the page's language, and English as well", () => {
        expect(names("博客", "", "zh_CN")).toEqual(["wordpress"]);
        expect(names("websites", "", "zh_CN")).toEqual(["wordpress"]);
        expect(names("博客")).toEqual([]);
    });

    it("narrows by category", () => {
        expect(names("", "communication")).toEqual(["ghost"]);
        expect(names("blog", "development")).toEqual([]);
    });
});

it("counts an app once in a category, most first", () => {
    expect(categoryCounts(apps)).toEqual([["websites", 3], ["communication", 1], ["development", 1]]);
});
