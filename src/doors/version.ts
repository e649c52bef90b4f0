// SPDX-License-Identifier: LGPL-2.1-or-later
export { version } from "../../package.json";
