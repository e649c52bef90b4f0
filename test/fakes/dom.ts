// SPDX-License-Identifier: LGPL-2.1-or-later
// Component tests get the DOM matchers (toBeVisible, toHaveAccessibleName, …).
import "@testing-library/jest-dom";
