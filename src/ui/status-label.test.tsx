// SPDX-License-Identifier: LGPL-2.1-or-later
import ExclamationCircleIcon from "@patternfly/react-icons/dist/esm/icons/exclamation-circle-icon";
import { render } from "@testing-library/react";
import { StatusLabel } from "./status-label";

it("shows an error as PatternFly does, not as a warning", () => {
    const shape = (container: HTMLElement) => container.querySelector("path")?.getAttribute("d");
    const expected = shape(render(<ExclamationCircleIcon />).container);
    expect(expected).toBeTruthy();
    expect(shape(render(<StatusLabel status="error" />).container)).toBe(expected);
});
