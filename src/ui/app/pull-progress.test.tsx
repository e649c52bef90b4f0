// SPDX-License-Identifier: LGPL-2.1-or-later
import { render, screen } from "@testing-library/react";
import { PullProgress, pullText } from "./pull-progress";

const megabyte = 1024 ** 2;
const progress = { done: 162 * megabyte, total: 280 * megabyte, complete: true, layersDone: 5, layers: 9 };
const pace = { bytesPerSecond: 11 * megabyte, secondsLeft: 10 };

describe("pullText", () => {
    it.each([
        ["all that is known", progress, pace, "162 MiB of 280 MiB · 11 MiB/s · about 10 sec left"],
        ["no pace yet", progress, undefined, "162 MiB of 280 MiB"],
        [
            "sizes still to come", { ...progress, complete: false }, { ...pace, secondsLeft: undefined },
            "162 MiB of at least 280 MiB · 11 MiB/s",
        ],
        ["no size at all", { ...progress, done: 0, total: 0, complete: false }, undefined, "5 of 9 layers"],
        [
            "nothing", { done: 0, total: 0, complete: false, layersDone: 0, layers: 0 }, undefined,
            "Asking the registry",
        ],
        ["all there", { ...progress, done: progress.total }, pace, "280 MiB of 280 MiB · unpacking"],
    ])("%s", (_what, known, speed, text) => {
        expect(pullText(known, speed)).toBe(text);
    });
});

it("has a per cent only when the size is known", () => {
    const { rerender } = render(<PullProgress progress={progress} pace={pace} name="files" />);
    const bar = screen.getByRole("progressbar", { name: "Pulling the images of files" });
    expect(bar).toHaveAttribute("aria-valuenow", "57");

    rerender(<PullProgress progress={{ ...progress, complete: false }} pace={pace} name="files" />);
    expect(bar).not.toHaveAttribute("aria-valuenow");
});
