// SPDX-License-Identifier: LGPL-2.1-or-later
import { waitFor } from "@testing-library/react";
import cockpit from "cockpit";
import { keepLanguage } from "./language";

const root = document.documentElement;
let stop: () => void;

afterEach(() => stop());

it("keeps the language of the texts when the shell sets its own", async () => {
    stop = keepLanguage();
    expect([root.lang, root.dir]).toEqual(["en", "ltr"]);
    root.lang = "he";
    root.dir = "rtl";
    await waitFor(() => expect([root.lang, root.dir]).toEqual(["en", "ltr"]));
});

it.each([["zh_CN", "ltr", "zh-CN"], ["ar", "rtl", "ar"]] as const)("is %s where that is translated", (language, direction, tag) => {
    jest.replaceProperty(cockpit, "language", language);
    jest.replaceProperty(cockpit, "language_direction", direction);
    stop = keepLanguage();
    expect([root.lang, root.dir]).toEqual([tag, direction]);
});
