// SPDX-License-Identifier: LGPL-2.1-or-later
// Component tests get the DOM matchers (toBeVisible, toHaveAccessibleName, …), and what jsdom has not.
import "@testing-library/jest-dom";

beforeEach(() => {
    // It lays nothing out, so it can't scroll.
    Element.prototype.scrollIntoView = jest.fn();
    window.scrollTo = jest.fn();
});
