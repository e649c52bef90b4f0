// SPDX-License-Identifier: LGPL-2.1-or-later
import ExclamationCircleIcon from "@patternfly/react-icons/dist/esm/icons/exclamation-circle-icon";
import { render } from "@testing-library/react";
import { aJob } from "../../../test/fakes/job";
import { doesNotAnswer } from "../words/status-word";
import { StatusLabel } from "./status-label";

it("shows an error as PatternFly does, not as a warning", () => {
    const shape = (container: HTMLElement) => container.querySelector("path")?.getAttribute("d");
    const expected = shape(render(<ExclamationCircleIcon />).container);
    expect(expected).toBeTruthy();
    expect(shape(render(<StatusLabel app={{ state: { status: "error" }, job: undefined }} />).container)).toBe(expected);
});

it.each([
    ["Stopping…", { kind: "stop", phase: "stopping" }], ["Restarting…", { kind: "restart", phase: "stopping" }],
    ["Starting…", { kind: "start", phase: "creating" }], ["Uninstalling…", { kind: "uninstall", phase: "removing" }],
    ["Canceling…", { kind: "install", phase: "cancelled" }], ["Running", { kind: "install", phase: "pulling" }],
] as const)("says %s while that is being done, in every tab", (word, parts) => {
    const job = aJob("blog", { alive: true, ...parts });
    const { container } = render(<StatusLabel app={{ state: { status: "running" }, job }} />);
    expect(container.textContent).toBe(word);
});

it.each([
    [true, "running", { phase: "done", detail: "unanswered" }], [false, "running", { phase: "done" }],
    [false, "stop", { phase: "done", detail: "unanswered" }], [false, "error", { phase: "failed", detail: "unanswered" }],
] as const)("knows (%j) that an app does not answer: %s, %j", (expected, status, parts) => {
    expect(doesNotAnswer({ state: { status }, job: aJob("blog", parts) })).toBe(expected);
});
